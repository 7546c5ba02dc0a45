namespace Leeway.Simulator.Site.Confluence;

/// <summary>A page.</summary>
internal sealed class ConfluencePage
{
    public required string Id { get; init; }

    public required ConfluenceSpace Space { get; init; }

    public required string Title { get; set; }

    public required PageBody Body { get; set; }

    public required string AuthorId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>current</c>, <c>draft</c>, <c>archived</c> or <c>trashed</c>.</summary>
    public string Status { get; set; } = "current";

    public string? ParentId { get; set; }

    public int Version { get; set; } = 1;

    public string VersionMessage { get; set; } = "";

    public required string VersionAuthorId { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public List<ConfluenceLabel> Labels { get; } = [];
}
