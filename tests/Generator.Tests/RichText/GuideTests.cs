namespace Leeway.Generator.Tests.RichText;

/// <summary>Checks that the examples of the page about rich text compile.</summary>
public class GuideTests
{
    [Fact]
    public void ExamplesShouldCompile()
    {
        string[] examples = [.. Repository.ReadExamples("rich-text.md")];
        Assert.NotEmpty(examples);
        Assert.All(examples, static code => Assert.Empty(Snippet.CompileProgram(code)));
    }
}
