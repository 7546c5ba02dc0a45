namespace Leeway.Sites;

/// <summary>A site that a grant reaches.</summary>
public sealed record Site
{
    /// <summary>The cloud id.</summary>
    public required string CloudId { get; init; }

    /// <summary>The name. If Atlassian returns none, the host or the cloud id.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The address, such as <c>https://example.atlassian.net</c>; <see langword="null"/> if Atlassian returns none. OAuth tokens work only
    /// at the gateway, not at this address.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The scopes granted for the site, of all its products.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// Whether the grant reaches the site's Jira. This is determined from the scopes, because Atlassian does not report it otherwise.
    /// </summary>
    public bool HasJira => Scopes.Any(static scope =>
        scope.Contains("jira", StringComparison.Ordinal) || scope.Contains("servicedesk", StringComparison.Ordinal));

    /// <summary>Whether the grant reaches the site's Confluence, as determined from the scopes.</summary>
    public bool HasConfluence => Scopes.Any(static scope => scope.Contains("confluence", StringComparison.Ordinal));

    /// <summary>Returns the name, address and cloud id.</summary>
    public override string ToString() => Url is null ? $"{Name} ({CloudId})" : $"{Name} ({Url.OriginalString}, {CloudId})";
}
