namespace Leeway.Repository.Tests.Wording;

public sealed class WordingTests
{
    private static readonly BannedForms s_banned = BannedForms.Load();

    [Theory]
    [InlineData("generator")]
    [InlineData("runtime")]
    [InlineData("samples")]
    [InlineData("tests")]
    public void SourcesShouldBeInPlainEnglish(string folder) =>
        Problems.AssertNone(SourceFile.CSharpIn(folder).Where(static file => !file.Path.EndsWith("WordingTests.cs", StringComparison.Ordinal)).SelectMany(s_banned.FindInCSharp));

    [Theory]
    [InlineData(".md")]
    [InlineData(".props")]
    [InlineData(".targets")]
    [InlineData(".csproj")]
    [InlineData(".cshtml")]
    public void TextsShouldBeInPlainEnglish(string ending) => Problems.AssertNone(SourceFile.In("", ending).SelectMany(s_banned.FindInText));

    [Fact]
    public void OverlaysShouldBeInPlainEnglish() => Problems.AssertNone(SourceFile.In("specs/overlays", ".json").SelectMany(s_banned.FindInText));

    [Fact]
    public void BannedFormShouldBeFoundInCommentsDocsAndMessages()
    {
        SourceFile file = new(
            "A.cs",
            """"
            /// <summary>Tells <c>whoever</c> asks.</summary>
            class A
            {
                // Kept, lest it be lost.
                string B(int x) => $"Nothing {x} befell it.";
            }
            """");

        Assert.Equal(["A.cs:1: 'Tells'", "A.cs:4: 'lest'", "A.cs:5: 'befell'"], s_banned.FindInCSharp(file).Select(static problem => problem.Split('.', 3)[..2]).Select(static parts => string.Join('.', parts)));
    }

    [Fact]
    public void FormThatSpansLinesShouldBeFound()
    {
        SourceFile file = new("A.cs", "// It is none\n// of theirs.\nclass A;");

        Assert.Single(s_banned.FindInCSharp(file));
    }

    [Theory]
    [InlineData("The id is no secret.", true)]
    [InlineData("There is no secret.", false)]
    [InlineData("The id is no longer secret.", false)]
    [InlineData("The id is of the grant.", true)]
    [InlineData("The id is of the type string.", false)]
    public void FormShouldBeFoundByItsContext(string text, bool isFound) =>
        Assert.Equal(isFound, s_banned.FindInText(new SourceFile("a.md", text)).Any());
}
