using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Compiling;

/// <summary>What a project selects of a document, it gets, with all that this needs and no more.</summary>
public class SelectionTests
{
    private static readonly DocumentInput s_jira = DocumentInput.Committed("jira");

    [Fact]
    public void SelectedOperationsShouldBringTheirModelsAlone()
    {
        Generation generation = Generation.Of(s_jira with { Operations = "getIssue, searchProjects" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Contains("Leeway.Jira.IssueBean.g.cs", generation.Sources.Keys);
        Assert.Contains("Leeway.Jira.Page.g.cs", generation.Sources.Keys);
        Assert.DoesNotContain("Leeway.Jira.Worklog.g.cs", generation.Sources.Keys);
        Assert.Contains("GetIssueAsync", generation.Sources["Leeway.Jira.IIssuesApi.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("CreateIssueAsync", generation.Sources["Leeway.Jira.IIssuesApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void SelectedTagsShouldBringAllTheirOperations()
    {
        Generation generation = Generation.Of(DocumentInput.Committed("confluence") with { Tags = "page|Space" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Contains("Leeway.Confluence.IPageApi.g.cs", generation.Sources.Keys);
        Assert.Contains("Leeway.Confluence.ISpaceApi.g.cs", generation.Sources.Keys);
        Assert.DoesNotContain("Leeway.Confluence.ICommentApi.g.cs", generation.Sources.Keys);
    }

    [Fact]
    public void SelectionShouldNotChangeAnyGeneratedType()
    {
        IReadOnlyDictionary<string, string> whole = Generation.Of(s_jira).Sources;
        IReadOnlyDictionary<string, string> part = Generation.Of(s_jira with { Tags = "Issues" }).Sources;
        string[] types = [.. part.Keys.Where(static k => !k.EndsWith("JiraClient.g.cs", StringComparison.Ordinal) && !k.EndsWith(".Page.g.cs", StringComparison.Ordinal))];
        Assert.NotEmpty(types);
        Assert.All(types, name => Assert.Equal(whole[name], part[name]));
    }

    [Theory]
    [InlineData("getIsue", null, "LEE0003", "did you mean 'getIssue'?")]
    [InlineData("somethingElseAltogether", null, "LEE0003", "'somethingElseAltogether'")]
    [InlineData(null, "Isues", "LEE0004", "did you mean 'Issues'?")]
    public void UnknownNameShouldBeReportedWithTheNearestOne(string? operation, string? tag, string id, string message)
    {
        Generation generation = Generation.Of(s_jira with { Operations = operation, Tags = tag });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(s_jira.Path, diagnostic.Location.GetLineSpan().Path);
    }

    [Theory]
    [InlineData("9lives", null, null, "Name")]
    [InlineData("class", null, null, "Name")]
    [InlineData(null, "Acme..Api", null, "Namespace")]
    [InlineData(null, "Acme { } class X", null, "Namespace")]
    [InlineData(null, null, "protected", "Visibility")]
    public void UnusableOptionShouldBeReported(string? name, string? ns, string? visibility, string option)
    {
        Generation generation = Generation.Of(s_jira with { Name = name, Namespace = ns, Visibility = visibility });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("LEE0001", diagnostic.Id);
        Assert.Contains($"The option {option} of the API 'jira'", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain(generation.Sources.Keys, static k => k.StartsWith("Leeway.", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoDocumentsInOneNamespaceShouldBeRefused()
    {
        Generation generation = Generation.Of(
            DocumentInput.Committed("jira-service-management") with { Namespace = "Acme" },
            DocumentInput.Committed("jira-software") with { Namespace = "Acme" });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("LEE0002", diagnostic.Id);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void InternalVisibilityShouldLeaveNothingPublic()
    {
        Generation generation = Generation.Of(DocumentInput.Committed("jira-service-management") with { Visibility = "internal", Name = "Desk", Namespace = "Acme.Desk" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        INamedTypeSymbol[] types = [.. AllTypes(generation.Output.Assembly.GlobalNamespace).Where(static t => t.Name != "Program")];
        Assert.NotEmpty(types);
        Assert.All(types, static t => Assert.Equal(Accessibility.Internal, t.DeclaredAccessibility));
    }

    private static IEnumerable<INamedTypeSymbol> AllTypes(INamespaceSymbol container) =>
        container.GetTypeMembers().Concat(container.GetNamespaceMembers().SelectMany(AllTypes));
}
