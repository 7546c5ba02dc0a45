using System.Buffers;

namespace Leeway.Sites;

/// <summary>Reads what an application names a site by, where no list of sites is at hand to compare it with.</summary>
internal static class SiteAddress
{
    private static readonly SearchValues<char> s_cloudIdCharacters = SearchValues.Create("0123456789abcdefABCDEF-{}");

    /// <summary>The origin of an address such as <c>https://example.atlassian.net/jira</c> or <c>example.atlassian.net</c>.</summary>
    /// <returns>The origin; <see langword="null"/> for what is no address, or one that a login would travel to in the clear.</returns>
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

    /// <summary>The origin of an address that its site can be asked at over the network: only by https, and by a name.</summary>
    public static Uri? FindPublicOrigin(string? site) =>
        FindOrigin(site) is { HostNameType: UriHostNameType.Dns, IsDefaultPort: true } origin && origin.Scheme == Uri.UriSchemeHttps ? origin : null;

    /// <summary>The cloud id that a text is; <see langword="null"/> where it is no UUID.</summary>
    public static string? FindCloudId(string? site)
    {
        site = site?.Trim();
        return Guid.TryParseExact(site, "D", out _) ? site : null;
    }

    public static bool IsCloudId(string? site) => FindCloudId(site) is not null;

    /// <summary>Whether a text is meant as a cloud id, and is no UUID: it was cut off, or lost its hyphens.</summary>
    public static bool IsBrokenCloudId(string? site)
    {
        site = site?.Trim();
        return site is { Length: > 24 } && !site.AsSpan().ContainsAnyExcept(s_cloudIdCharacters) && !IsCloudId(site);
    }
}
