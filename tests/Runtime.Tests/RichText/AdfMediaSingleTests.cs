using Leeway.RichText;

namespace Leeway.Runtime.Tests.RichText;

public class AdfMediaSingleTests
{
    /// <summary>The schema requires the layout only beside other attributes.</summary>
    [Fact]
    public void MissingLayoutShouldBeTheCenter()
    {
        const string Json = """{"version":1,"type":"doc","content":[{"type":"mediaSingle","content":[{"type":"media","attrs":{"type":"external","url":"https://example.com/a.png"}}]}]}""";

        AdfDocument document = AdfDocument.Parse(Json);

        AdfMediaSingle node = Assert.IsType<AdfMediaSingle>(Assert.Single(document.Content));
        Assert.Equal(AdfMediaLayout.Center, node.Layout);
        Assert.Equal(Json, document.ToJson());
    }
}
