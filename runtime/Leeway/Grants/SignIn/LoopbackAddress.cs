using System.Net;

namespace Leeway.Grants;

/// <summary>Finds the redirect address in the address of a consent page.</summary>
internal static class LoopbackAddress
{
    private const string Parameter = "redirect_uri=";

    /// <exception cref="InvalidOperationException">The redirect address is not an http address of this machine with a port.</exception>
    public static Uri FindRedirect(Uri consent)
    {
        string? text = consent.Query.TrimStart('?').Split('&').FirstOrDefault(static p => p.StartsWith(Parameter, StringComparison.Ordinal))?[Parameter.Length..];
        return Uri.TryCreate(WebUtility.UrlDecode(text), UriKind.Absolute, out Uri? redirect)
            && redirect is { Scheme: "http", IsLoopback: true, UserInfo: "", Query: "", Fragment: "" }
            && !redirect.IsDefaultPort
            ? redirect
            : throw new InvalidOperationException(
                "To receive the callback on this machine, set AtlassianOptions.RedirectUri to an http address of this machine with a port, such as http://127.0.0.1:8400/callback.");
    }
}
