using System.Reflection;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic is told of, raised where it should be, and silent beside it.</summary>
public class CatalogueTests
{
    private const string OfTheBuild = "LEE0006";

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
        string[] ids = [.. s_descriptors.Select(static d => d.Id).Append(OfTheBuild).Order(StringComparer.Ordinal)];
        Assert.Equal(ids, ids.Distinct(StringComparer.Ordinal));
        Assert.Equal(ids, Directory.GetFiles(s_pages, "LEE*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
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
    public void DiagnosticOfTheBuildShouldHaveAPageAndTheSameKindOfLink()
    {
        string link = s_descriptors[0].HelpLinkUri.Replace(s_descriptors[0].Id, OfTheBuild, StringComparison.Ordinal);
        string targets = File.ReadAllText(Path.Combine(Repository.Root, "build", "Leeway.targets"));
        Assert.Contains($"Code=\"{OfTheBuild}\"", targets, StringComparison.Ordinal);
        Assert.Contains($"HelpLink=\"{link}\"", targets, StringComparison.Ordinal);
        Assert.StartsWith($"# {OfTheBuild}: ", File.ReadAllText(Path.Combine(s_pages, OfTheBuild + ".md")), StringComparison.Ordinal);
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
}
