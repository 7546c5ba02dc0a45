using System.Buffers;

namespace Leeway.Sites;

/// <summary>Parses the address or cloud id of a site without a list of sites.</summary>
internal static class SiteAddress
{
    private static readonly SearchValues<char> s_cloudIdCharacters = SearchValues.Create("0123456789abcdefABCDEF-{}");

    /// <summary>Finds the origin of an address such as <c>https://example.atlassian.net/jira</c> or <c>example.atlassian.net</c>.</summary>
    /// <returns>
    /// The origin; <see langword="null"/> if the text is not an address, or one to which a login would be sent unencrypted.
    /// </returns>
    public static Uri? FindOrigin(string? site)
    {
        site = site?.Trim();
        if (string.IsNullOrEmpty(site) || IsCloudId(site))
        {
            return null;
        }

        string address = site.Contains("://", StringComparison.Ordinal) ? site : "https://" + site;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps ? uri.Host.Contains('.', StringComparison.Ordinal) : uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
                ? new Uri(uri.GetLeftPart(UriPartial.Authority))
                : null;
    }

    /// <summary>
    /// Finds the origin of an address that can be requested over the network: with https, a host name and the default port.
    /// </summary>
    public static Uri? FindPublicOrigin(string? site) =>
        FindOrigin(site) is { HostNameType: UriHostNameType.Dns, IsDefaultPort: true } origin && origin.Scheme == Uri.UriSchemeHttps ? origin : null;

    /// <summary>Returns the text if it is a cloud id; <see langword="null"/> if it is not a UUID.</summary>
    public static string? FindCloudId(string? site)
    {
        site = site?.Trim();
        return Guid.TryParseExact(site, "D", out _) ? site : null;
    }

    public static bool IsCloudId(string? site) => FindCloudId(site) is not null;

    /// <summary>
    /// Returns whether a text is an incomplete cloud id: it looks like one but is not a UUID, for example without hyphens.
    /// </summary>
    public static bool IsBrokenCloudId(string? site)
    {
        site = site?.Trim();
        return site is { Length: > 24 } && !site.AsSpan().ContainsAnyExcept(s_cloudIdCharacters) && !IsCloudId(site);
    }
}
