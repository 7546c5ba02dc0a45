namespace Leeway.Simulator.Site.Confluence;

/// <summary>A space.</summary>
internal sealed record ConfluenceSpace(string Id, string Key, string Name, DateTimeOffset CreatedAt);
