using System.Net;
using Leeway.Http;

namespace Leeway.Calls;

/// <summary>Recognizes the redirect from the old address of a renamed site to its new address.</summary>
internal static class SiteMove
{
    private static readonly string[] s_siteDomains = [".atlassian.net", ".jira.com"];

    /// <param name="asked">The address of the request.</param>
    /// <param name="target">The address of the redirect.</param>
    /// <param name="status">The status of the response.</param>
    public static bool IsOne(Uri asked, Uri target, HttpStatusCode status)
    {
        if (Origins.AreSame(asked, target) || (target.Scheme != Uri.UriSchemeHttps && !(target.Scheme == Uri.UriSchemeHttp && target.IsLoopback)))
        {
            return false;
        }

        // The gateway uses the ids of sites, so a redirect from it to a site's own address does not mean that the site moved.
        bool isOfSite = !asked.AbsolutePath.StartsWith("/ex/", StringComparison.Ordinal)
            && Array.Exists(s_siteDomains, domain => target.IdnHost.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
        return isOfSite || RedirectAnswer.IsPermanent(status) || KeepsPath(asked, target);
    }

    /// <summary>Whether the redirect keeps the path at another origin. A redirect to a file host never does.</summary>
    public static bool KeepsPath(Uri asked, Uri target) =>
        !Origins.AreSame(asked, target) && asked.AbsolutePath.Length > 1 && asked.AbsolutePath == target.AbsolutePath;
}
