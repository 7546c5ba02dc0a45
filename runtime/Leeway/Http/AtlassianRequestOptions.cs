using Leeway.Grants;

namespace Leeway.Http;

/// <summary>What a request may carry for Leeway's handlers, beside its operation.</summary>
public static class AtlassianRequestOptions
{
    /// <summary>The grant to send the request with; the default one where it is not set.</summary>
    public static HttpRequestOptionsKey<GrantId> Grant { get; } = new("Leeway.Grant");

    /// <summary>The site to send the request to, by its address, id or name; that of the options where it is not set.</summary>
    public static HttpRequestOptionsKey<string> Site { get; } = new("Leeway.Site");

    internal static GrantId GrantOf(HttpRequestMessage request, AtlassianOptions options) =>
        request.Options.TryGetValue(Grant, out GrantId grant) ? grant : options.DefaultGrant;
}
