using System.Text;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Sources;

/// <summary>The complete text that is generated for operations which together use every construct of the documents.</summary>
public class SourceTests
{
    [Theory]
    // Path, query and body; a page of models; arrays that explode; sort orders; a tag's name with brackets.
    [InlineData("jira", "getAllLabels,findComponentsForProjects,updateCustomFieldConfiguration")]
    // Files: a form with files, bytes down, an image up, an image down.
    [InlineData("jira", "addAttachment,getAttachmentContent,createIssueTypeAvatar,getAvatarImageByType")]
    // Any JSON, an id that names its class, DELETE with a body, a task as the answer of a redirection, 200 or 204, 204 or 207.
    [InlineData("jira", "AddonPropertiesResource.putAddonProperty_put,bulkDeleteWorklogs,deleteResolution,getSelectedTimeTrackingImplementation,removeFieldsAssociatedWithSchemes")]
    // Unions with a discriminator, alternatives without, and cycles through them.
    [InlineData("jira", "analyseExpression,parseJqlQueries,getRemoteIssueLinks")]
    // Inline objects of one structure, a query made of a map, scopes that are granular alone, schemas that the document lacks.
    [InlineData("jira-software", "getAllBoards,getSprint,submitBuilds,deleteBuildsByProperty")]
    // One operationId twice, a constant header of experimental operations.
    [InlineData("jira-service-management", "getArticles,attachTemporaryFile,createCustomer")]
    // Names with hyphens, keywords as names, a body of several shapes, an answer composed of two.
    [InlineData("confluence", "getPages,createPage,getAttachmentById,getAvailableSpaceRoles")]
    // Arrays joined by commas, deprecated parameters, a download by redirection, an answer of several media types.
    [InlineData("confluence-v1", "getWatchesForPage,addLabelsToContent,downloadAttatchment,exportAuditRecords,getAndConvertMacroBodyByMacroId")]
    public void GeneratedTextShouldBeTheApprovedOne(string document, string operations)
    {
        Generation generation = Generation.Of(DocumentInput.Committed(document) with { Operations = operations });
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerDiagnostics());
        var text = new StringBuilder();
        foreach ((string name, string source) in generation.Sources.OrderBy(static s => s.Key, StringComparer.Ordinal).Where(static s => s.Key.StartsWith("Leeway.", StringComparison.Ordinal)))
        {
            text.Append("// ==== ").Append(name).Append('\n').Append(source);
        }

        Snapshot.Match(text.ToString(), "Generator.Tests/Sources", document + "." + operations.Split(',')[0]);
    }

    [Fact]
    public void ScopesOfTheProjectShouldBeTheApprovedOnes()
    {
        const string Program = """
            internal static class Program
            {
                internal static object Call(Leeway.Jira.IJiraClient jira) => jira.Issues.GetIssueAsync("ABC-1");
            }
            """;
        Generation generation = Generation.OfProgram(Program, null, [], DocumentInput.Committed("jira") with { Operations = "getIssue" });
        Snapshot.Match(generation.Sources["AtlassianScopes.g.cs"], "Generator.Tests/Sources", "AtlassianScopes");
    }
}
