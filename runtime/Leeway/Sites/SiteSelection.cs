namespace Leeway.Sites;

/// <summary>Selects a site from those that a grant reaches.</summary>
internal static class SiteSelection
{
    /// <param name="sites">The sites, each of them once.</param>
    /// <param name="wanted">An address, a cloud id or a name; <see langword="null"/> for the only site.</param>
    /// <exception cref="SiteSelectionException">No site matches, or several do.</exception>
    public static Site Choose(IReadOnlyList<Site> sites, string? wanted)
    {
        if (sites.Count == 0)
        {
            throw new SiteSelectionException(
                "The grant reaches no site: the user has lost access, or no site has any of the granted scopes.", sites);
        }

        if (string.IsNullOrWhiteSpace(wanted))
        {
            // Never select the first of several sites: the call would go to an arbitrary tenant.
            return sites.Count == 1
                ? sites[0]
                : throw new SiteSelectionException($"The grant reaches {sites.Count} sites. Specify one.", sites);
        }

        return Find(sites, wanted)
            ?? throw (SiteAddress.IsBrokenCloudId(wanted)
                ? new SiteSelectionException($"'{wanted}' looks like a cloud id but is not a UUID. Copy it again.", sites)
                : new SiteSelectionException($"The grant does not reach a site '{wanted}', or reaches more than one with that name.", sites));
    }

    /// <summary>Finds the site with a cloud id or address, or the only site with a name.</summary>
    public static Site? Find(IReadOnlyList<Site> sites, string wanted)
    {
        wanted = wanted.Trim();
        string? host = FindHost(wanted);
        Site? named = null;
        bool isAmbiguous = false;
        foreach (Site site in sites)
        {
            if (site.CloudId.Equals(wanted, StringComparison.OrdinalIgnoreCase)
                || (host is not null && site.Url is { } url && url.Host.Equals(host, StringComparison.OrdinalIgnoreCase)))
            {
                return site;
            }

            if (site.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                isAmbiguous = named is not null;
                named = site;
            }
        }

        return isAmbiguous ? null : named;
    }

    // Accepts what people copy from the address bar: "https://example.atlassian.net/wiki/", "example.atlassian.net".
    private static string? FindHost(string wanted)
    {
        string address = wanted.Contains("://", StringComparison.Ordinal) ? wanted
            : wanted.Contains('.', StringComparison.Ordinal) ? "https://" + wanted
            : "";
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.Host : null;
    }
}
