using Leeway.Grants;
using Leeway.Sites;

namespace Leeway.Http;

/// <summary>The login, grant and site of calls that do not choose their own.</summary>
internal sealed class CallDefaults
{
    public required AtlassianLogin Login { get; init; }

    public required GrantId Grant { get; init; }

    public required string? Site { get; init; }

    public required Uri Gateway { get; init; }

    /// <summary>
    /// Finds the only origin that the login is sent to: the gateway or, for an API token without scopes, which the gateway does not accept,
    /// the site.
    /// </summary>
    /// <exception cref="InvalidOperationException">The options do not name the site by its address.</exception>
    public Uri FindLoginOrigin() =>
        Login.Kind != LoginKind.SiteApiToken
            ? Gateway
            : SiteAddress.FindOrigin(Site) ?? throw new InvalidOperationException("An API token needs AtlassianOptions.Site. Set it to the address of the site.");
}
