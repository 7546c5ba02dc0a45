using System.Text;
using System.Text.Json.Nodes;
using Leeway.Cli.Specs;

namespace Leeway.Cli.Tests.Specs;

public sealed class OverlayTests
{
    [Fact]
    public void AnUpdateShouldMergeObjectsRecursively()
    {
        Assert.Equal(
            """{"a":{"b":{"c":1,"d":3,"e":{"f":4}}}}""",
            Apply("""{"a":{"b":{"c":1,"d":2}}}""", """{"target":"$.a","update":{"b":{"d":3,"e":{"f":4}}}}"""));
    }

    [Fact]
    public void AnUpdateOfAnArrayShouldAppendOneItem()
    {
        Assert.Equal("""{"a":[1,{"b":2}]}""", Apply("""{"a":[1]}""", """{"target":"$.a","update":{"b":2}}"""));
        Assert.Equal("""{"a":[1,[2]]}""", Apply("""{"a":[1]}""", """{"target":"$.a","update":[2]}"""));
    }

    [Fact]
    public void AnArrayWithinAnUpdateShouldBeAppended()
    {
        Assert.Equal("""{"a":[1,2,3]}""", Apply("""{"a":[1]}""", """{"target":"$","update":{"a":[2,3]}}"""));
    }

    [Fact]
    public void AnUpdateShouldReplaceAValueOfAnotherType()
    {
        Assert.Equal("""{"a":{"b":1}}""", Apply("""{"a":[1]}""", """{"target":"$","update":{"a":{"b":1}}}"""));
    }

    [Fact]
    public void ARemovalShouldRemoveMembersAndItems()
    {
        Assert.Equal("""{"c":[3]}""", Apply(
            """{"a":1,"c":[2,3]}""",
            """{"target":"$.a","remove":true}""",
            """{"target":"$.c[0]","remove":true}"""));
    }

    [Fact]
    public void ANullShouldBeRemovedAndAppended()
    {
        Assert.Equal("""{"b":[1,null],"c":[2]}""", Apply(
            """{"a":null,"b":[1],"c":[2,null]}""",
            """{"target":"$.a","remove":true}""",
            """{"target":"$.b","update":null}""",
            """{"target":"$.c[1]","remove":true}"""));
        Assert.Equal("""{"c":[]}""", Apply("""{"c":[null,1,null]}""", """{"target":"$.c[*]","remove":true}"""));
        Assert.Equal("""{"c":[1]}""", Apply("""{"c":[null,1,null]}""", """{"target":"$.c[2,0]","remove":true}"""));
    }

    [Fact]
    public void AMatchOnTwoWaysShouldBeUpdatedOnce()
    {
        Assert.Equal("""{"a":{"a":{"b":[1]}}}""", Apply("""{"a":{"a":{"b":[]}}}""", """{"target":"$..a..b","update":1}"""));
    }

    [Fact]
    public void ARemovalShouldWinOverAnUpdate()
    {
        Assert.Equal("{}", Apply("""{"a":{}}""", """{"target":"$.a","remove":true,"update":{"b":1}}"""));
    }

    [Fact]
    public void AnActionShouldReachEveryMatch()
    {
        Assert.Equal(
            """{"p":[{"n":"x","s":{"t":1}},{"n":"y"},{"n":"x","s":{"t":1}}]}""",
            Apply("""{"p":[{"n":"x"},{"n":"y"},{"n":"x"}]}""", """{"target":"$.p[?(@.n == 'x')]","update":{"s":{"t":1}}}"""));
    }

    [Fact]
    public void MatchesShouldNotShareAddedValues()
    {
        Assert.Equal(
            """{"a":{"s":{"t":2}},"b":{"s":{"t":1}}}""",
            Apply("""{"a":{},"b":{}}""", """{"target":"$.*","update":{"s":{"t":1}}}""", """{"target":"$.a.s","update":{"t":2}}"""));
    }

    [Fact]
    public void ActionsShouldSeeTheResultOfEarlierOnes()
    {
        Assert.Equal("""{"a":{"c":2}}""", Apply(
            """{"a":{"b":1}}""",
            """{"target":"$.a.b","remove":true}""",
            """{"target":"$.a","update":{"c":2}}"""));
    }

    [Fact]
    public void AnActionWithoutTargetInTheDocumentShouldBeAnErrorThatNamesFileActionAndTarget()
    {
        InputException error = Assert.Throws<InputException>(() => Apply(
            """{"a":1}""",
            """{"target":"$.a","remove":true}""",
            """{"target":"$.paths['/gone'].get","remove":true}"""));

        Assert.Contains("overlay.json', action 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("$.paths['/gone'].get", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("""{"target":"$.a["}""", "is not a JSONPath expression")]
    [InlineData("""{"target":"$.a"}""", "'update' or 'remove: true' is missing")]
    [InlineData("""{"update":{}}""", "'target' is missing")]
    [InlineData("""7""", "'target' is missing")]
    [InlineData("""{"target":"$.a","update":{"b":1}}""", "cannot be updated")]
    [InlineData("""{"target":"$.o","update":1}""", "cannot be updated")]
    [InlineData("""{"target":"$","remove":true}""", "whole document")]
    public void AMalformedActionShouldBeReportedOnOneLine(string action, string reason)
    {
        InputException error = Assert.Throws<InputException>(() => Apply("""{"a":1,"o":{}}""", action));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("action 0", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("""{"overlay":"2.0.0","actions":[{}]}""")]
    [InlineData("""{"actions":[{}]}""")]
    [InlineData("""{"overlay":"1.0.0"}""")]
    [InlineData("""{"overlay":"1.0.0","actions":[]}""")]
    public void AFileThatIsNotAnOverlayShouldBeAnError(string text)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("overlay.json", text);

        InputException error = Assert.Throws<InputException>(() => Overlay.Read(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private static string Apply(string document, params string[] actions)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("overlay.json", $$"""{"overlay":"1.0.0","info":{"title":"T","version":"1"},"actions":[{{string.Join(',', actions)}}]}""");
        JsonObject root = StrictJson.ParseObject(Encoding.UTF8.GetBytes(document), "document.json");
        Overlay.Read(path).Apply(root);
        return StrictJson.ToCompactText(root);
    }
}
