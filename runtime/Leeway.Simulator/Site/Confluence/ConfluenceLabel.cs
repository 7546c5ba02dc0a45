namespace Leeway.Simulator.Site.Confluence;

/// <summary>A label. All pages with the same label share it.</summary>
internal sealed record ConfluenceLabel(string Id, string Prefix, string Name);
