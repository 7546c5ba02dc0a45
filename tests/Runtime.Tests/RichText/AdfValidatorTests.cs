using Leeway.RichText.Samples;
using Leeway.RichText.Schema;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>The validator that other tests use judges as Atlassian's schema does. <c>build/judge-adf</c> compares them.</summary>
public class AdfValidatorTests
{
    private static readonly (bool IsValid, string Definition, string Json)[] s_cases =
    [
        .. from line in File.ReadLines(Path.Combine(Repository.Root, "tests/Runtime.Tests/RichText/cases.txt"))
           where line is ['+' or '-', ..]
           let parts = line.Split(' ', 3)
           select (parts[0] == "+", parts[1], parts[2]),
    ];

    [Fact]
    public void VerdictsShouldBeThoseOfTheSchema()
    {
        SampleFiles.WriteRules();
        SampleFiles.Write("cases", s_cases.Select(static c => (c.Json, c.Definition)));

        Assert.All(s_cases, static c => Assert.Equal((c.Json, c.IsValid), (c.Json, AdfValidator.Validate(c.Json, c.Definition).Count == 0)));
    }

    [Fact]
    public void EachDefinitionShouldHaveAValidAndAnInvalidCase() => Assert.Equal(
        AdfSchema.Definitions.Keys.SelectMany(static name => new[] { (name, false), (name, true) }).Order(),
        s_cases.Select(static c => (c.Definition, c.IsValid)).Distinct().Order());

    [Theory]
    [InlineData("""{"type":"doc","content":[]}""", "/: has no version")]
    [InlineData("""{"version":1,"type":"doc","content":[{"type":"text","text":"a"}]}""", "/content/0/type: type \"text\" is not allowed here")]
    [InlineData("""{"version":1,"type":"doc","content":[{"type":"expand","content":[{"type":"expand"}]}]}""", "/content/0/content/0/type: type \"expand\" is not allowed here")]
    [InlineData("""{"version":1,"type":"doc","content":[{"type":"rule"},{"type":"heading","attrs":{"level":9}}]}""", "/content/1/attrs/level: 9 is not a number from 1 to 6")]
    [InlineData("""{"version":1,"type":"doc","content":[{"type":"bulletList","content":[]}]}""", "/content/0/content: has 0 items, less than 1")]
    [InlineData("""{"version":1,"type":"doc","content":[{"type":"rule","id":1}]}""", "/content/0: has a member 'id', which is not allowed")]
    [InlineData("""{"version":1,"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":""}]}]}""", "/content/0/content/0/text: is empty")]
    [InlineData("""{"version":1,"type":"doc","content":[1]}""", "/content/0: is of kind Number, not Object")]
    public void FaultsShouldNameThePlaceAndTheProblem(string json, string fault) => Assert.Equal([fault], AdfValidator.Validate(json).Select(static f => f.ToString()));
}
