using Leeway.Grants;
using Leeway.Sites;

namespace Leeway.Http;

/// <summary>The login of calls, and the grant, site and workspace of those that do not choose their own.</summary>
internal sealed class CallDefaults
{
    public required AtlassianLogin Login { get; init; }

    public required GrantId Grant { get; init; }

    public required string? Site { get; init; }

    public string? Workspace { get; init; }

    public required Uri Gateway { get; init; }

    /// <summary>The address of a host other than Atlassian's, which all calls go to; <see langword="null"/> if they go to Atlassian.</summary>
    public Uri? Server { get; init; }

    /// <summary>Whether calls go to hosts other than Atlassian's, so that there are no sites.</summary>
    public bool IsForeign => Server is not null || Login.IsForeign;

    /// <summary>
    /// Finds the only origin that the login is sent to: the server of the options; for an API token without scopes, which the gateway does
    /// not accept, the site; otherwise the gateway.
    /// </summary>
    /// <exception cref="InvalidOperationException">The options do not name the site by its address.</exception>
    public Uri FindLoginOrigin() =>
        Login.Kind != LoginKind.SiteApiToken
            ? Server ?? Gateway
            : SiteAddress.FindOrigin(Site) ?? throw new InvalidOperationException("An API token needs AtlassianOptions.Site. Set it to the address of the site.");
}
