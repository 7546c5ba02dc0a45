namespace Leeway.Sites;

/// <summary>A site that a grant reaches.</summary>
/// <param name="CloudId">Its id.</param>
/// <param name="Name">Its name; its host or id where Atlassian gives none.</param>
/// <param name="Url">
/// Its address, such as <c>https://example.atlassian.net</c>; <see langword="null"/> where Atlassian gives none. OAuth tokens do not work
/// there, only at the gateway.
/// </param>
/// <param name="Scopes">The scopes granted there, of all its products.</param>
public sealed record Site(string CloudId, string Name, Uri? Url, IReadOnlyList<string> Scopes)
{
    /// <summary>Whether the grant reaches the site's Jira, by its scopes: Atlassian reports it nowhere else.</summary>
    public bool HasJira => Scopes.Any(static scope =>
        scope.Contains("jira", StringComparison.Ordinal) || scope.Contains("servicedesk", StringComparison.Ordinal));

    /// <summary>Whether the grant reaches the site's Confluence, by its scopes.</summary>
    public bool HasConfluence => Scopes.Any(static scope => scope.Contains("confluence", StringComparison.Ordinal));

    /// <summary>The name, address and id.</summary>
    public override string ToString() => Url is null ? $"{Name} ({CloudId})" : $"{Name} ({Url.OriginalString}, {CloudId})";
}
