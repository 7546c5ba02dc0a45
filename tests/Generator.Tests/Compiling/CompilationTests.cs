using Leeway.Generator.Tests.Driving;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Compiling;

/// <summary>Checks that all generated code compiles without warnings.</summary>
public class CompilationTests
{
    /// <summary>The oldest version of C# that is supported, and the newest. By default, only tests of single documents use the newest.</summary>
    public static TheoryData<LanguageVersion> Versions => TestSize.IsFull ? [LanguageVersion.CSharp12, LanguageVersion.Latest] : [LanguageVersion.CSharp12];

    /// <summary>By default, the documents have every tenth of their operations.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public void AllDocumentsTogetherShouldCompileWithoutAWarning(LanguageVersion version)
    {
        Generation generation = Generation.Of(version, [.. PackageDocument.ForSlowTests.Select(static document =>
            DocumentInput.Committed(document.Name) with { Operations = TestSize.IsFull ? null : Generation.SampleOperations(document.Name) })]);
        Assert.Empty(generation.Diagnostics);
        IReadOnlyList<Diagnostic> diagnostics = generation.CompilerDiagnostics();
        Assert.True(diagnostics.Count == 0, Describe(diagnostics));
    }

    /// <summary>The published documents with the names of their products.</summary>
    public static TheoryData<string, string> Published =>
    [
        ("jira-platform", "Jira"),
        ("jira-software", "JiraSoftware"),
        ("jira-servicedesk", "JiraServiceManagement"),
        ("confluence-v2", "Confluence"),
        ("confluence-v1", "ConfluenceV1"),
        .. PackageDocument.ForSlowTests.Where(static d => d.IsForFullRuns).Select(static d => (d.Name, d.Product)),
    ];

    [Theory]
    [MemberData(nameof(Published))]
    public void PublishedDocumentShouldCompileWithItsDescriptions(string document, string product)
    {
        string path = Repository.RequirePublished(document);
        Generation generation = Generation.Of(new DocumentInput(path, File.ReadAllText(path)) { Name = product });
        Assert.Empty(generation.Diagnostics);
        IReadOnlyList<Diagnostic> diagnostics = generation.CompilerDiagnostics();
        Assert.True(diagnostics.Count == 0, Describe(diagnostics));
    }

    internal static string Describe(IReadOnlyList<Diagnostic> diagnostics) =>
        $"{diagnostics.Count} diagnostics, of them:\n" + string.Join('\n', diagnostics.Take(20));
}
