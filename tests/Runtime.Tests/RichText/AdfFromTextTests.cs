using Leeway.RichText;

namespace Leeway.Runtime.Tests.RichText;

public class AdfFromTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \n\t\n", "")]
    [InlineData("a", "[a]")]
    [InlineData("a\nb", "[a|b]")]
    [InlineData("a\r\nb\r\n\r\nc", "[a|b][c]")]
    [InlineData("\n\n*a*\n \n\n  b\n", "[*a*][  b]")]
    public void EmptyLinesShouldSeparateParagraphs(string text, string expected)
    {
        IEnumerable<string> paragraphs = AdfDocument.FromText(text).Content.Cast<AdfParagraph>()
            .Select(static p => "[" + string.Concat(p.Content.Select(static c => c is AdfText line ? line.Text : "|")) + "]");
        Assert.Equal(expected, string.Concat(paragraphs));
    }

    [Fact]
    public void NullShouldBeRefused() => Assert.Throws<ArgumentNullException>(() => AdfDocument.FromText(null!));
}
