using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.Tests.Compiling;

/// <summary>Checks that a selection generates the selected operations and the types that they need, and nothing else.</summary>
public class SelectionTests
{
    [Fact]
    public void SelectedOperationsShouldGenerateOnlyTheirModels()
    {
        Generation generation = Generation.OfCommitted("jira", jira => jira with { Operations = "getIssue, searchProjects" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.NotNull(generation.Output.GetTypeByMetadataName("Leeway.Jira.Issue"));
        Assert.NotNull(generation.Output.GetTypeByMetadataName("Leeway.Jira.Page`1"));
        Assert.Null(generation.Output.GetTypeByMetadataName("Leeway.Jira.Worklog"));
        Assert.Contains("GetIssueAsync", generation.Sources["Leeway.Jira.IIssuesApi.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("CreateIssueAsync", generation.Sources["Leeway.Jira.IIssuesApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void SelectedTagsShouldGenerateAllTheirOperations()
    {
        Generation generation = Generation.OfCommitted("confluence", static confluence => confluence with { Tags = "page|Space" });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Contains("Leeway.Confluence.IPageApi.g.cs", generation.Sources.Keys);
        Assert.Contains("Leeway.Confluence.ISpaceApi.g.cs", generation.Sources.Keys);
        Assert.DoesNotContain("Leeway.Confluence.ICommentApi.g.cs", generation.Sources.Keys);
    }

    [Fact]
    public void SelectionShouldNotChangeAnyGeneratedType()
    {
        Dictionary<string, string> whole = Types(Generation.OfCommitted("jira"));
        Dictionary<string, string> part = Types(Generation.OfCommitted("jira", jira => jira with { Tags = "Issues" }));
        Assert.NotEmpty(part);
        Assert.True(part.Count < whole.Count);
        Assert.All(part, type => Assert.Equal(whole[type.Key], type.Value));

        // The client and the registration name each interface, and the page's converter lists the constructed pages that are used.
        static Dictionary<string, string> Types(Generation generation) => generation.Output.SyntaxTrees
            .SelectMany(static t => t.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Where(static t => t.Identifier.ValueText is not ("Program" or "JiraClient" or "IJiraClient" or "LeewayJiraBuilderExtensions" or "RefitRegistration" or "PageJsonConverterFactory"))
            .GroupBy(static t => t.Identifier.ValueText + (t is TypeDeclarationSyntax { TypeParameterList: { } list } ? list.ToString() : ""), StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => string.Concat(g.Select(static t => t.ToString())), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("GETISSUE")]
    [InlineData("getissueasync")]
    [InlineData("GetIssueAsync")]
    [InlineData("GetIssue")]
    public void OperationShouldBeFoundInAnyCaseAndWithOrWithoutAsync(string name)
    {
        Generation generation = Generation.OfCommitted("jira", jira => jira with { Operations = name });
        Assert.Empty(generation.Diagnostics);
        string source = generation.Sources["Leeway.Jira.IIssuesApi.g.cs"];
        Assert.Contains(" GetIssueAsync(", source, StringComparison.Ordinal);
        Assert.DoesNotContain("CreateIssueAsync", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("issue attachments")]
    [InlineData("IssueAttachments")]
    [InlineData("issueattachments")]
    public void TagShouldBeFoundInAnyCaseAndByTheNameOfItsProperty(string name)
    {
        Generation generation = Generation.OfCommitted("jira", jira => jira with { Tags = name });
        Assert.Empty(generation.Diagnostics);
        Assert.Contains("Leeway.Jira.IIssueAttachmentsApi.g.cs", generation.Sources.Keys);
        Assert.DoesNotContain("Leeway.Jira.IIssuesApi.g.cs", generation.Sources.Keys);
    }

    [Theory]
    [InlineData("GETITEM", null, "'GETITEM' in Operations matches 'getItem' and 'getitem'")]
    [InlineData("makeOne", null, "'makeOne' in Operations matches 'MakeOne' and 'makeoneAsync'")]
    [InlineData(null, "THINGS", "'THINGS' in Tags matches 'Things' and 'things'")]
    [InlineData("getItem", null, null)]
    [InlineData("getitem", null, null)]
    [InlineData("makeoneAsync", null, null)]
    [InlineData(null, "things", null)]
    public void AmbiguousNameShouldBeReportedWithItsMatches(string? operation, string? tag, string? message)
    {
        const string Document = """
            { "openapi": "3.0.1", "info": { "title": "t", "version": "1" }, "paths": {
                "/a": { "get": { "operationId": "getitem", "tags": ["things"], "responses": { "204": { "description": "" } } } },
                "/b": { "get": { "operationId": "getItem", "tags": ["Things"], "responses": { "204": { "description": "" } } } },
                "/c": { "get": { "operationId": "MakeOne", "tags": ["other"], "responses": { "204": { "description": "" } } } },
                "/d": { "get": { "operationId": "makeoneAsync", "tags": ["another"], "responses": { "204": { "description": "" } } } } } }
            """;
        Generation generation = Generation.Of(new DocumentInput("/specs/acme.json", Document) { Operations = operation, Tags = tag, Server = "site" });
        Assert.Empty(generation.CompilerDiagnostics());
        if (message is null)
        {
            Assert.Empty(generation.Diagnostics);
            Assert.Single(generation.Sources.Keys, static k => k.EndsWith("Api.g.cs", StringComparison.Ordinal) && k.Contains(".I", StringComparison.Ordinal));
            return;
        }

        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("LEE0010", diagnostic.Id);
        Assert.StartsWith(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("getIsue", null, "LEE0003", "There is no operation 'getIsue' in jira. Did you mean 'getIssue'?")]
    [InlineData("GetIsueAsync", null, "LEE0003", "There is no operation 'GetIsueAsync' in jira. Did you mean 'getIssue'?")]
    [InlineData("somethingElseAltogether", null, "LEE0003", "There is no operation 'somethingElseAltogether' in jira. Use a name that is in the document.")]
    [InlineData(null, "Isues", "LEE0004", "There is no tag 'Isues' in jira. Did you mean 'Issues'?")]
    public void UnknownNameShouldBeReportedWithASuggestion(string? operation, string? tag, string id, string message)
    {
        Generation generation = Generation.OfCommitted("jira", jira => jira with { Operations = operation, Tags = tag, Server = "site" });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(DocumentOptions.ProjectPath, diagnostic.Location.GetLineSpan().Path);
    }

    [Theory]
    [InlineData("9lives", null, null, "Name")]
    [InlineData("class", null, null, "Name")]
    [InlineData(null, "Acme..Api", null, "Namespace")]
    [InlineData(null, "Acme { } class X", null, "Namespace")]
    [InlineData(null, null, "protected", "Visibility")]
    public void InvalidOptionShouldBeReported(string? name, string? ns, string? visibility, string option)
    {
        Generation generation = Generation.OfCommitted("jira", jira => jira with { Name = name, Namespace = ns, Visibility = visibility });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("LEE0001", diagnostic.Id);
        Assert.Contains($" of {option} is not valid for the API 'jira'. Use ", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain(generation.Sources.Keys, static k => k.StartsWith("Leeway.", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoDocumentsInOneNamespaceShouldBeRejected()
    {
        Generation generation = Generation.Of(
            DocumentInput.Committed("jira-service-management") with { Namespace = "Acme" },
            DocumentInput.Committed("jira-software") with { Namespace = "Acme" });
        Diagnostic diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal("LEE0002", diagnostic.Id);
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void NamespacesThatDifferOnlyInDotsShouldBeRejected() => Assert.Equal("LEE0002", Assert.Single(Generation.Of(
        DocumentInput.Committed("jira-service-management") with { Namespace = "Acme.Api" },
        DocumentInput.Committed("jira-software") with { Namespace = "AcmeApi" }).Diagnostics).Id);

    [Fact]
    public void InternalVisibilityShouldMakeAllTypesInternal()
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
