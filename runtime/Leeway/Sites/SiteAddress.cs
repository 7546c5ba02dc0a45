namespace Leeway.Sites;

/// <summary>Reads what an application names a site by, where no list of sites is at hand to compare it with.</summary>
internal static class SiteAddress
{
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

    public static bool IsCloudId(string? site) => Guid.TryParseExact(site?.Trim(), "D", out _);
}
