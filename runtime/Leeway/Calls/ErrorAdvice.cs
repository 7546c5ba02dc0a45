using Leeway.Http;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>Says what to do about an answer, from what is known of its kind.</summary>
/// <remarks>
/// See <see href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes">Atlassian's statuses</see>.
/// </remarks>
internal static class ErrorAdvice
{
    /// <param name="response">The answer.</param>
    /// <param name="body">As much of its body as is known.</param>
    /// <param name="failureCategory">The gateway's word for the kind of failure.</param>
    /// <param name="loginReason">How the login fared at the product.</param>
    public static string? Find(HttpResponseMessage response, string body, string? failureCategory, string? loginReason)
    {
        if (loginReason is not null && loginReason.Contains("AUTHENTICATION_DENIED", StringComparison.OrdinalIgnoreCase))
        {
            return "The account is locked after failed logins: its user logs in once in a browser and solves the CAPTCHA.";
        }

        if (loginReason is not null && loginReason.Contains("OUT_OF_SERVICE", StringComparison.OrdinalIgnoreCase))
        {
            return "The account is disabled: an administrator of the site can enable it.";
        }

        if (failureCategory is not null && failureCategory.Contains("AUTH_MISMATCH", StringComparison.OrdinalIgnoreCase))
        {
            return "An API token with scopes works at the gateway alone, one without at its site alone: see AtlassianLogin.ScopedApiToken and AtlassianLogin.ApiToken.";
        }

        int status = (int)response.StatusCode;
        return status switch
        {
            >= 300 and < 400 => response.Headers.Location is null
                ? "It is a redirect that leads nowhere."
                : "The redirect was not followed: it answers a write, leaves https, or is the sixth in a row.",
            401 => "The login was refused although its token is not known to have ended: the user may have withdrawn the consent, or lost access to the site.",
            403 when SiteRefusal.IsOne(status, body) =>
                "Either the app is not installed on this site, or the grant lacks a scope, often one for writing: Atlassian's answer is the same. Let the user consent again with all scopes.",
            403 => "The user lacks a permission for it, or the product is not theirs to use.",
            404 when SiteRefusal.IsOne(status, body) => "The gateway knows no such site or route.",
            404 => "It does not exist, or the user may not see it: Atlassian's answer is the same.",
            410 => "Atlassian has removed this operation: its page in the reference names the one to use instead.",
            _ => null,
        };
    }

    /// <summary>The least wait that a response asks for; a date counts from the response's own.</summary>
    public static TimeSpan? FindRetryAfter(HttpResponseMessage response) =>
        RateLimitRefusal.FindRetryAfter(response.Headers, response.Headers.Date);
}
