using Leeway.Fields;
using Leeway.Json;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>An issue as webhooks deliver it: in the format of version 2 of the REST API, in which texts are wiki markup.</summary>
public sealed class WebhookIssue
{
    private WebhookIssue(RawJson json)
    {
        Json = json;
        Id = json.FindId("id");
        Key = json.FindString("key");
        Self = json.FindAddress("self");
        Fields = json.FindModel<IssueFields>("fields");
    }

    /// <summary>The id.</summary>
    public string? Id { get; }

    /// <summary>The key, such as <c>ABC-1</c>.</summary>
    public string? Key { get; }

    /// <summary>The address of the issue.</summary>
    public Uri? Self { get; }

    /// <summary>
    /// The fields. Texts such as the description are strings here: use <c>Fields.Get&lt;string&gt;("description")</c>.
    /// </summary>
    public IssueFields? Fields { get; }

    /// <summary>The issue as it was delivered.</summary>
    public RawJson Json { get; }

    internal static WebhookIssue? Find(RawJson json) => json.FindObject("issue") is { } issue ? new WebhookIssue(issue) : null;
}
