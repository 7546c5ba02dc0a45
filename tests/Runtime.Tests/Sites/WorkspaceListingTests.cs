using System.Text;
using System.Text.Json;
using Leeway.Sites;

namespace Leeway.Runtime.Tests.Sites;

public sealed class WorkspaceListingTests
{
    [Theory]
    [InlineData("""{"values":[]}""", "")]
    [InlineData("""{"values":[{"workspaceId":"a"}]}""", "a")]
    [InlineData("""{"values":[{"workspaceId":"b"},{"workspaceId":"a"},{"workspaceId":"b"}]}""", "b,a")]
    [InlineData("""{"size":2,"_links":{"values":[1]},"values":[{"id":"x","workspaceId":"a","links":[1]},{"workspaceId":"b","id":"y"}],"isLastPage":true}""", "a,b")]
    [InlineData("""{"\u0076alues":[{"workspace\u0049d":" a "}]}""", "a")]
    [InlineData("""{"values":[{"workspaceId":"a"}],"values":7}""", "a")]
    public void WorkspacesShouldBeReadOnceAndInOrder(string body, string expected) => Assert.Equal(expected, string.Join(',', Read(body)));

    [Theory]
    [InlineData("{}", "there is no list")]
    [InlineData("[]", "there is no list")]
    [InlineData("""[{"values":[{"workspaceId":"a"}]}]""", "there is no list")]
    [InlineData("""{"values":{"workspaceId":"a"}}""", "there is no list")]
    [InlineData("""{"values":[7]}""", "a workspace is not an object")]
    [InlineData("""{"values":[{"workspaceId":"a"},"b"]}""", "a workspace is not an object")]
    [InlineData("""{"values":[{"id":"a"}]}""", "a workspace has no id that can be used")]
    [InlineData("""{"values":[{"workspaceId":"a/b"}]}""", "a workspace has no id that can be used")]
    public void OtherBodyShouldBeAnErrorThatSaysWhatIsMissing(string body, string expected) =>
        Assert.Equal(expected, Assert.Throws<JsonException>(() => Read(body)).Message);

    private static IReadOnlyList<string> Read(string body) => WorkspaceListing.Read(Encoding.UTF8.GetBytes(body));
}
