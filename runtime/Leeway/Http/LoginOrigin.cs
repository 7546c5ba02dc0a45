using Leeway.Sites;

namespace Leeway.Http;

/// <summary>Says which one origin logins are sent to.</summary>
internal static class LoginOrigin
{
    /// <summary>The gateway; for an API token without scopes, which the gateway does not take, the site of the options.</summary>
    /// <exception cref="InvalidOperationException">The options name no site by its address.</exception>
    public static Uri Of(AtlassianOptions options) =>
        options.Login.Kind != LoginKind.SiteApiToken
            ? options.Endpoints.Gateway
            : SiteAddress.FindOrigin(options.Site)
                ?? throw new InvalidOperationException($"An API token needs {nameof(AtlassianOptions)}.{nameof(AtlassianOptions.Site)}, by its address.");
}
