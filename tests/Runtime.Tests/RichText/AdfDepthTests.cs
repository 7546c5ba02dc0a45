using System.Text;
using System.Text.Json;
using Leeway.RichText;
using static Leeway.RichText.Adf;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>Checks that no nesting exhausts the stack.</summary>
public class AdfDepthTests
{
    [Theory]
    [InlineData("""{"type":"blockquote","content":[""", "]}")]
    [InlineData("""{"type":"bulletList","content":[{"type":"listItem","content":[""", "]}]}")]
    [InlineData("""{"type":"new","content":[""", "]}")]
    [InlineData("""{"content":[""", """],"type":"bulletList"}""")]
    [InlineData("""{"type":"rule","attrs":{"a":[""", "]}}")]
    [InlineData("""{"type":"paragraph","marks":[""", "]}")]
    [InlineData("[", "]")]
    public void DeepDocumentShouldBeRefused(string start, string end)
    {
        var json = new StringBuilder("""{"type":"doc","version":1,"content":[""");
        json.Insert(json.Length, start, 10_000).Append("{}").Insert(json.Length, end, 10_000).Append("]}");
        Assert.ThrowsAny<JsonException>(() => AdfDocument.Parse(json.ToString()));
    }

    [Theory]
    [InlineData("""{"type":"new","content":[""", "]}", 126)]
    [InlineData("""{"content":[""", """],"type":"new"}""", 126)]
    [InlineData("""{"type":"bulletList","content":[{"type":"listItem","content":[""", "]}]}", 63)]
    [InlineData("""{"type":"blockquote","content":[""", "]}", 126)]
    public void DeepestDocumentThatIsReadShouldBeTraversedAndWritten(string start, string end, int count)
    {
        var json = new StringBuilder("""{"version":1,"type":"doc","content":[""");
        json.Insert(json.Length, start, count).Append("""{"type":"paragraph"}""").Insert(json.Length, end, count).Append("]}");
        AdfDocument document = AdfDocument.Parse(json.ToString());
        Assert.Equal(127, document.Descendants().Count());
        Assert.Equal("", document.ToPlainText());
        Json.JsonAssert.Same(json.ToString(), document.ToJson());
    }

    [Fact]
    public void NodesShouldBeNestedUpToALimit()
    {
        AdfBulletList list = BulletList("a");
        int depth = 4;
        while (depth + 2 <= AdfNode.MaxDepth)
        {
            list = BulletList(ListItem(list));
            depth += 2;
        }

        ArgumentException refused = Assert.Throws<ArgumentException>(() => BulletList(ListItem(list)));
        Assert.Contains("120", refused.Message, StringComparison.Ordinal);
        AdfDocument document = AdfDocument.Of(list);
        Assert.Equal(AdfNode.MaxDepth, document.Descendants().Count());
        Assert.Equal(document.ToJson(), AdfDocument.Parse(document.ToJson()).ToJson());
        Assert.Equal("a", document.ToPlainText());
    }

    [Fact]
    public void NodesThatWereReadShouldCount()
    {
        var json = new StringBuilder("""{"version":1,"type":"doc","content":[""");
        json.Insert(json.Length, """{"type":"bulletList","content":[{"type":"listItem","content":[""", 60).Append("""{"type":"paragraph"}""").Insert(json.Length, "]}]}", 60).Append("]}");
        var list = (AdfBulletList)AdfDocument.Parse(json.ToString()).Content[0];
        Assert.Throws<ArgumentException>(() => ListItem(list));
        Assert.Throws<ArgumentException>(() => AdfDocument.Of(list));
        Assert.Equal(120, AdfDocument.Of((AdfBulletList)((AdfListItem)list.Content[0]).Content[0], Paragraph()).Descendants().Count());
    }

    [Fact]
    public void LongDocumentShouldBeReadAndWritten()
    {
        AdfDocument document = AdfDocument.Of(Enumerable.Range(0, 50_000).Select(static i => Paragraph(new string('é', i % 20))));
        Assert.Equal(document.ToJson(), AdfDocument.Parse(document.ToJson()).ToJson());
        Assert.Equal(50_000, document.Content.Count);
    }
}
