using System.Text;
using Leeway.Generator.Tests.Driving;
using Leeway.TimeLimit;

namespace Leeway.Generator.Tests.Sources;

/// <summary>Checks the complete generated text of operations that together use every construct of the documents.</summary>
public class SourceTests
{
    /// <summary>The operations of each approved text, which together use every construct of the documents.</summary>
    public static readonly TheoryData<string, string> Operations =
    [
        // Path, query and body; a page of models; exploded arrays; sort orders; brackets in the name of a tag.
        new("jira", "getAllLabels,findComponentsForProjects,updateCustomFieldConfiguration"),
        // Files: a form with files, a download of bytes, an upload and a download of an image.
        new("jira", "addAttachment,getAttachmentContent,createIssueTypeAvatar,getAvatarImageByType"),
        // Any JSON, an id with the name of its class, DELETE with a body, a task as the response of a redirection, 200 or 204, 204 or 207.
        new("jira", "AddonPropertiesResource.putAddonProperty_put,bulkDeleteWorklogs,deleteResolution,getSelectedTimeTrackingImplementation,removeFieldsAssociatedWithSchemes"),
        // Unions with a discriminator, alternatives without, and cycles through them.
        new("jira", "analyseExpression,parseJqlQueries,getRemoteIssueLinks"),
        // Rich text as JSON and as text, a query in JQL.
        new("jira", "addComment,getAllUserDataClassificationLevels,searchAndReconsileIssuesUsingJql"),
        // Inline objects with one structure, a query from a map, granular scopes only, missing schemas.
        new("jira-software", "getAllBoards,getSprint,submitBuilds,deleteBuildsByProperty"),
        // The same operationId twice, a constant header of experimental operations.
        new("jira-service-management", "getArticles,viewArticle,attachTemporaryFile,createCustomer"),
        // Names with hyphens, keywords as names, a body with several shapes, a response composed of two schemas.
        new("confluence", "getPages,createPage,getAttachmentById,getAvailableSpaceRoles"),
        // Arrays joined by commas, deprecated parameters, a download by redirection, a response with several media types.
        new("confluence-v1", "getWatchesForPage,addLabelsToContent,downloadAttatchment,exportAuditRecords,getAndConvertMacroBodyByMacroId"),

        // Pages by link and by a token in another member, a form with several files, a success of any status.
        .. (TheoryDataRow<string, string>[])(TestSize.IsFull
            ?
            [
                new("bitbucket", "listCommits,getPullrequestsForCommit,getDiff,createSnippet,updateRepositoryWebhook"),
                new("organizations", "getOrgs,getDirectoriesForOrg,searchDirectoryUsers,getDirectoryUserDetails"),
                new("assets", "searchObjects,deleteObject"),
            ]
            : []),
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public void GeneratedTextShouldBeApproved(string document, string operations)
    {
        Generation generation = Generation.OfCommitted(document, committed => committed with { Operations = operations });
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
    public void ScopesOfTheProjectShouldBeApproved()
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
