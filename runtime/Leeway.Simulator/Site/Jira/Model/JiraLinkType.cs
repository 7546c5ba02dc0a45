namespace Leeway.Simulator.Site.Jira;

/// <summary>A type of links between issues.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Inward">What the inward issue reads, such as <c>is blocked by</c>.</param>
/// <param name="Outward">What the outward issue reads, such as <c>blocks</c>.</param>
internal sealed record JiraLinkType(string Id, string Name, string Inward, string Outward);
