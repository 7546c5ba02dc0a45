using System.Linq;
using System.Text;
using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>Creates the address of an operation's page in Atlassian's API reference.</summary>
internal sealed class ReferencePages(string product)
{
    private const string Site = "https://developer.atlassian.com/cloud/";

    private readonly string? _reference = product switch
    {
        "Jira" => Site + "jira/platform/rest/v3/",
        "JiraSoftware" => Site + "jira/software/rest/",
        "JiraServiceManagement" => Site + "jira/service-desk/rest/",
        "Confluence" => Site + "confluence/rest/v2/",
        "ConfluenceV1" => Site + "confluence/rest/v1/",
        "Assets" => Site + "assets/rest/",
        "Bitbucket" => Site + "bitbucket/rest/",
        "UserManagement" => Site + "admin/user-management/rest/",
        "Organizations" => Site + "admin/organization/rest/",
        _ => null,
    };

    /// <summary>Creates the address. Returns null for a document that Atlassian does not publish.</summary>
    public string? CreateAddress(OperationFacts operation)
    {
        if (_reference is null || operation.Tag.Length == 0)
        {
            return null;
        }

        // Atlassian's document of Assets has no tags, so its reference groups the operations by their paths.
        string group = product == "Assets" ? operation.Path.Split('/')[1] : operation.Tag;
        string anchor = ToSlug(new string(operation.Path.Where(static c => c is not ('{' or '}')).ToArray()));
        return _reference + "api-group-" + ToSlug(group) + "/#api" + anchor + "-" + operation.Method.ToLowerInvariant();
    }

    private static string ToSlug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            slug.Append(c is >= 'a' and <= 'z' or >= '0' and <= '9' ? c : c is >= 'A' and <= 'Z' ? (char)(c + 32) : '-');
        }

        return slug.ToString();
    }
}
