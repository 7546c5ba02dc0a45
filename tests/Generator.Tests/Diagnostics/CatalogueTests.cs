using System.Reflection;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic is told of, raised where it should be, and silent beside it.</summary>
public class CatalogueTests
{
    /// <summary>Those that the build says before the compiler starts; <c>MistakeTests</c> of the packages raise them.</summary>
    private static readonly string[] s_ofTheBuild = ["LEE0006", "LEE0008", "LEE0009"];

    private static readonly string s_pages = Path.Combine(Repository.Root, "generator", "docs");

    private static readonly DiagnosticDescriptor[] s_descriptors =
    [
        .. typeof(DiagnosticDescriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (DiagnosticDescriptor)f.GetValue(null)!),
    ];

    public static TheoryData<string> Ids => [.. s_descriptors.Select(static d => d.Id)];

    /// <summary>Those of the generator. The analyzer of scopes raises its own, in code, which its tests look at.</summary>
    public static TheoryData<string> IdsOfTheGenerator =>
        [.. s_descriptors.Select(static d => d.Id).Where(static id => !id.StartsWith("LEE3", StringComparison.Ordinal))];

    [Fact]
    public void PagesShouldBeThoseOfTheDiagnosticsAndNoOthers()
    {
        string[] ids = [.. s_descriptors.Select(static d => d.Id).Concat(s_ofTheBuild).Order(StringComparer.Ordinal)];
        Assert.Equal(ids, ids.Distinct(StringComparer.Ordinal));
        Assert.Equal(ids, Directory.GetFiles(s_pages, "LEE?*.md").Where(static f => !Path.GetFileName(f).StartsWith("LEEWAYX", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void DiagnosticShouldBeInTheReleaseFilesTheIndexAndOnAPage(string id)
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
        Assert.EndsWith($"/generator/docs/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void DiagnosticsOfTheBuildShouldHavePagesRowsAndTheSameKindOfLink()
    {
        string targets = File.ReadAllText(Path.Combine(Repository.Root, "build", "Leeway.targets"));
        string index = File.ReadAllText(Path.Combine(s_pages, "README.md"));
        Assert.Equal(s_ofTheBuild, CodesIn(targets));
        Assert.All(s_ofTheBuild, id =>
        {
            string link = s_descriptors[0].HelpLinkUri.Replace(s_descriptors[0].Id, id, StringComparison.Ordinal);
            Assert.Contains($"HelpLink=\"{link}\"", targets, StringComparison.Ordinal);
            string title = File.ReadLines(Path.Combine(s_pages, id + ".md")).First()[$"# {id}: ".Length..];
            Assert.Contains($"| [{id}]({id}.md) | Error | {title} |\n", index, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void MarkOfExperimentalOperationsShouldHaveAPageARowAndTheSameKindOfLink()
    {
        string title = File.ReadLines(Path.Combine(s_pages, "LEEWAYX001.md")).First()["# LEEWAYX001: ".Length..];
        Assert.Contains(
            $"| [LEEWAYX001](LEEWAYX001.md) | Error | {title} |\n", File.ReadAllText(Path.Combine(s_pages, "README.md")), StringComparison.Ordinal);
        Assert.EndsWith("/generator/docs/", DiagnosticDescriptors.Pages, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(IdsOfTheGenerator))]
    public void DiagnosticShouldBeRaisedWhereItShouldAndBeSilentBesideIt(string id)
    {
        DiagnosticCase? found = DiagnosticCase.All.SingleOrDefault(c => c.Id == id);
        Assert.True(found is not null, $"{id} has no case: add to {nameof(DiagnosticCase)} a project that raises it and the nearest one that does not.");
        Diagnostic diagnostic = Assert.Single(found.Raising().Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Empty(found.Silent().Diagnostics);
    }

    /// <summary>What the project says is pointed at in the project, what the document says in the document.</summary>
    [Theory]
    [MemberData(nameof(IdsOfTheGenerator))]
    public void DiagnosticShouldPointAtTheFileToCorrect(string id)
    {
        string path = DiagnosticCase.All.Single(c => c.Id == id).Raising().Diagnostics[0].Location.GetLineSpan().Path;
        Assert.Equal(id.StartsWith("LEE0", StringComparison.Ordinal) ? DocumentOptions.ProjectPath : "/specs/acme.json", path);
    }

    private static IEnumerable<string> CodesIn(string targets) =>
        System.Text.RegularExpressions.Regex.Matches(targets, "Code=\"(LEE[0-9]{4})\"").Select(static m => m.Groups[1].Value);
}
