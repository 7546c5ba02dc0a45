using System.Net;
using Leeway.Http;

namespace Leeway.Calls;

/// <summary>Recognises the redirect by which the old address of a renamed site names the new one.</summary>
internal static class SiteMove
{
    private static readonly string[] s_siteDomains = [".atlassian.net", ".jira.com"];

    /// <param name="asked">The address that was asked.</param>
    /// <param name="target">Where the answer leads.</param>
    /// <param name="status">The answer's status.</param>
    public static bool IsOne(Uri asked, Uri target, HttpStatusCode status)
    {
        if (Origins.AreSame(asked, target) || (target.Scheme != Uri.UriSchemeHttps && !(target.Scheme == Uri.UriSchemeHttp && target.IsLoopback)))
        {
            return false;
        }

        // The gateway knows sites by their ids, so a redirect from there to a site's own address is no news of the site.
        bool isOfSite = !asked.AbsolutePath.StartsWith("/ex/", StringComparison.Ordinal)
            && Array.Exists(s_siteDomains, domain => target.IdnHost.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
        return isOfSite || RedirectAnswer.IsPermanent(status) || KeepsPath(asked, target);
    }

    /// <summary>Whether the same thing is asked for at another origin, which a redirect to a host of files never does.</summary>
    public static bool KeepsPath(Uri asked, Uri target) =>
        !Origins.AreSame(asked, target) && asked.AbsolutePath.Length > 1 && asked.AbsolutePath == target.AbsolutePath;
}
