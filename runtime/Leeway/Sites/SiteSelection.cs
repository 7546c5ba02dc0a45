namespace Leeway.Sites;

/// <summary>Finds the site meant among those that a grant reaches.</summary>
internal static class SiteSelection
{
    /// <param name="sites">The sites, each once.</param>
    /// <param name="wanted">An address, an id or a name; <see langword="null"/> where the only one is meant.</param>
    /// <exception cref="SiteSelectionException">None or several fit.</exception>
    public static Site Choose(IReadOnlyList<Site> sites, string? wanted)
    {
        if (sites.Count == 0)
        {
            throw new SiteSelectionException(
                "The grant reaches no site: the user has lost access, or the site has none of the scopes granted.", sites);
        }

        if (string.IsNullOrWhiteSpace(wanted))
        {
            // Never the first of several: a call would go to whatever tenant happens to be listed first.
            return sites.Count == 1
                ? sites[0]
                : throw new SiteSelectionException($"The grant reaches {sites.Count} sites: say which is meant.", sites);
        }

        return Find(sites, wanted)
            ?? throw (SiteAddress.IsBrokenCloudId(wanted)
                ? new SiteSelectionException($"'{wanted}' looks like a cloud id and is no UUID: copy it again.", sites)
                : new SiteSelectionException($"The grant does not reach a site '{wanted}', or reaches more than one with that name.", sites));
    }

    /// <summary>The one site that an id or an address names, or else a name that no other has.</summary>
    public static Site? Find(IReadOnlyList<Site> sites, string wanted)
    {
        wanted = wanted.Trim();
        string? host = HostOf(wanted);
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

    // "https://example.atlassian.net/wiki/", "example.atlassian.net": what people copy from the address bar.
    private static string? HostOf(string wanted)
    {
        string address = wanted.Contains("://", StringComparison.Ordinal) ? wanted
            : wanted.Contains('.', StringComparison.Ordinal) ? "https://" + wanted
            : "";
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri.Host : null;
    }
}
