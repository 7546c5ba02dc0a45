using System.Text.RegularExpressions;

namespace Leeway.Generator.Tests.RichText;

/// <summary>Checks that the examples of the page about rich text compile.</summary>
public partial class GuideTests
{
    [Fact]
    public void ExamplesShouldCompile()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rich-text.md"));
        string[] examples = [.. Example().Matches(page).Select(static m => m.Groups["code"].Value)];
        Assert.NotEmpty(examples);
        Assert.All(examples, static code => Assert.Empty(Snippet.CompileProgram(code)));
    }

    [GeneratedRegex("^```csharp\\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
