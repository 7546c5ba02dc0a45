namespace Leeway.Simulator.Site.Jira;

/// <summary>A link between two issues.</summary>
/// <param name="Id">The id.</param>
/// <param name="Type">The type.</param>
/// <param name="Inward">The issue that, for example, blocks the other one.</param>
/// <param name="Outward">The issue that, for example, is blocked.</param>
internal sealed record JiraLink(string Id, JiraLinkType Type, JiraIssue Inward, JiraIssue Outward)
{
    public bool Has(JiraIssue issue) => Inward == issue || Outward == issue;
}
