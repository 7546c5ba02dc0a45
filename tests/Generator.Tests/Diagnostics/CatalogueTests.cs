using System.Reflection;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>Checks that every diagnostic is documented, and raised only when it should be.</summary>
public class CatalogueTests
{
    /// <summary>The diagnostics that MSBuild reports before the compiler starts. <c>MistakeTests</c> in Package.Tests raises them.</summary>
    private static readonly string[] s_fromTheBuild = ["LEE0006", "LEE0008", "LEE0009", "LEE0015"];

    private static readonly string s_pages = Path.Combine(Repository.Root, "docs", "diagnostics");

    private static readonly DiagnosticDescriptor[] s_descriptors =
    [
        .. typeof(DiagnosticDescriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (DiagnosticDescriptor)f.GetValue(null)!),
    ];

    public static TheoryData<string> Ids => [.. s_descriptors.Select(static d => d.Id)];

    /// <summary>The diagnostics of the generator. Those of the analyzers are in C# code, and their own tests check them.</summary>
    public static TheoryData<string> GeneratorIds =>
        [.. s_descriptors.Select(static d => d.Id).Where(static id => id[3] is not ('3' or '4'))];

    [Fact]
    public void EveryDiagnosticShouldHaveAPageAndEveryPageADiagnostic()
    {
        string[] ids = [.. s_descriptors.Select(static d => d.Id).Concat(s_fromTheBuild).Order(StringComparer.Ordinal)];
        Assert.Equal(ids, ids.Distinct(StringComparer.Ordinal));
        Assert.Equal(ids, Directory.GetFiles(s_pages, "LEE?*.md").Where(static f => !Path.GetFileName(f).StartsWith("LEEWAYX", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void DiagnosticShouldBeInTheReleaseFilesTheIndexAndAPage(string id)
    {
        DiagnosticDescriptor descriptor = s_descriptors.Single(d => d.Id == id);
        string releases = File.ReadAllText(Path.Combine(Repository.Root, "generator", "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(Repository.Root, "generator", "AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}\n", releases, StringComparison.Ordinal);
        Assert.Contains(
            $"| [{id}]({id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} |\n",
            File.ReadAllText(Path.Combine(s_pages, "README.md")),
            StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(s_pages, id + ".md"));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\nSeverity: {descriptor.DefaultSeverity}\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Raised by\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## What to do\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnosticsOfTheBuildShouldHavePagesRowsAndLinks()
    {
        string targets = File.ReadAllText(Path.Combine(Repository.Root, "build", "Leeway.targets"));
        string index = File.ReadAllText(Path.Combine(s_pages, "README.md"));
        Assert.Equal(s_fromTheBuild, CodesIn(targets).Order(StringComparer.Ordinal));
        Assert.All(s_fromTheBuild, id =>
        {
            string link = s_descriptors[0].HelpLinkUri.Replace(s_descriptors[0].Id, id, StringComparison.Ordinal);
            Assert.Contains($"HelpLink=\"{link}\"", targets, StringComparison.Ordinal);
            string title = File.ReadLines(Path.Combine(s_pages, id + ".md")).First()[$"# {id}: ".Length..];
            Assert.Contains($"| [{id}]({id}.md) | Error | {title} |\n", index, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void DiagnosticOfExperimentalOperationsShouldHaveAPageARowAndALink()
    {
        string title = File.ReadLines(Path.Combine(s_pages, "LEEWAYX001.md")).First()["# LEEWAYX001: ".Length..];
        Assert.Contains(
            $"| [LEEWAYX001](LEEWAYX001.md) | Error | {title} |\n", File.ReadAllText(Path.Combine(s_pages, "README.md")), StringComparison.Ordinal);
        Assert.EndsWith("/docs/diagnostics/", DiagnosticDescriptors.Pages, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(GeneratorIds))]
    public void DiagnosticShouldBeRaisedOnlyByItsCause(string id)
    {
        DiagnosticCase? found = DiagnosticCase.All.SingleOrDefault(c => c.Id == id);
        Assert.True(found is not null, $"{id} has no case. Add a project that raises it, and a similar one that does not, to {nameof(DiagnosticCase)}.");
        Diagnostic diagnostic = Assert.Single(found.Raising().Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Empty(found.Silent().Diagnostics);
    }

    /// <summary>Diagnostics about options point to the project file, and diagnostics about documents point to the document.</summary>
    [Theory]
    [MemberData(nameof(GeneratorIds))]
    public void DiagnosticShouldPointAtTheFileToCorrect(string id)
    {
        string path = DiagnosticCase.All.Single(c => c.Id == id).Raising().Diagnostics[0].Location.GetLineSpan().Path;
        Assert.Equal(id.StartsWith("LEE0", StringComparison.Ordinal) ? DocumentOptions.ProjectPath : "/specs/acme.json", path);
    }

    private static IEnumerable<string> CodesIn(string targets) =>
        System.Text.RegularExpressions.Regex.Matches(targets, "Code=\"(LEE[0-9]{4})\"").Select(static m => m.Groups[1].Value).Distinct();
}
