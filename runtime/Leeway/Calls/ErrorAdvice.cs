using Leeway.Http;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>Says what to do about an error response, by its kind.</summary>
/// <remarks>
/// See <see href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes">Atlassian's statuses</see>.
/// </remarks>
internal static class ErrorAdvice
{
    /// <param name="kind">Which kind of error the answer is.</param>
    /// <param name="response">The answer.</param>
    /// <param name="body">The part of its body that was read.</param>
    /// <param name="failureCategory">The gateway's word for the kind of failure.</param>
    /// <param name="mayHaveWritten">Whether it is the success of a write.</param>
    public static string? Find(ErrorKind kind, HttpResponseMessage response, string body, string? failureCategory, bool mayHaveWritten) => kind switch
    {
        ErrorKind.LoginFailed => DescribeLogin(response, failureCategory, mayHaveWritten),
        ErrorKind.LoginPage =>
            "It is a login page in place of the answer, so the login was not accepted. " + LoginAdvice.Find(response),
        ErrorKind.SiteMoved =>
            "The redirect was not followed, because the login is for the old address only: check the new one, and set it as AtlassianOptions.Site.",
        ErrorKind.SiteUnavailable =>
            "The site is unavailable, suspended or deactivated, which says nothing about the thing that was asked for: try again later, or ask an administrator of the site.",
        ErrorKind.UnknownRoute => DescribeRoute(response, body),
        ErrorKind.Anonymous when RedirectAnswer.HasLeftOrigin(response) =>
            $"The host that the call was redirected to ({response.RequestMessage!.RequestUri!.Host}) gives no such file, and is not sent the login: the product has not said that the file does not exist.",
        ErrorKind.Anonymous =>
            "The request carried no login, and anonymous users get this response for everything that is not public: add the login to the HttpClient's requests.",
        ErrorKind.NotFound => "It does not exist, or the user may not see it: Atlassian's answer is the same.",
        _ => DescribeStatus(response, body),
    };

    /// <summary>The least wait that a response asks for; a date counts from the response's own.</summary>
    public static TimeSpan? FindRetryAfter(HttpResponseMessage response) =>
        RateLimitRefusal.FindRetryAfter(response.Headers, response.Headers.Date);

    private static string DescribeLogin(HttpResponseMessage response, string? failureCategory, bool mayHaveWritten)
    {
        string login = failureCategory is not null && failureCategory.Contains("AUTH_MISMATCH", StringComparison.OrdinalIgnoreCase)
            ? "An API token with scopes works at the gateway only, one without at its site only: see AtlassianLogin.ScopedApiToken and AtlassianLogin.ApiToken."
            : LoginAdvice.Find(response);
        return response.IsSuccessStatusCode
            ? $"The server treated the request as an anonymous one{(mayHaveWritten ? ", and may have done the write as such: look before you send it again" : "")}. {login}"
            : login;
    }

    private static string DescribeRoute(HttpResponseMessage response, string body) =>
        response.RequestMessage?.RequestUri is { IsAbsoluteUri: true, AbsolutePath: "/_edge/tenant_info" } asked
            ? $"There is no Atlassian site at {asked.Authority}: check the address in AtlassianOptions.Site."
        : SiteRefusal.IsOne((int)response.StatusCode, body)
            ? "The gateway knows no such site or route: check the cloud id, and whether the site has this product."
        : "The answer is not the product's word about the thing that was asked for: the address leads to no known site or route. Check the site, and whether the operation still exists.";

    private static string? DescribeStatus(HttpResponseMessage response, string body)
    {
        int status = (int)response.StatusCode;
        return status switch
        {
            304 => "The thing has not changed since the version that the request names in its condition.",
            >= 300 and < 400 => DescribeRedirect(response),
            401 when RedirectAnswer.HasLeftOrigin(response) =>
                "The host that the call was redirected to is not sent the login, and asks for one: the address that it was given may have ended.",
            401 => "The login is good, but its user lacks a permission for it.",
            403 when SiteRefusal.IsOne(status, body) =>
                "Either the app is not installed on this site, or the grant lacks a scope, often one for writing: Atlassian's answer is the same. Let the user consent again with all scopes.",
            403 => "The user lacks a permission for it, or the product is not theirs to use.",
            410 => "Atlassian has removed this operation: its page in the reference names the one to use instead.",
            _ => null,
        };
    }

    private static string DescribeRedirect(HttpResponseMessage response)
    {
        if (RedirectAnswer.FindTarget(response) is not { } target)
        {
            return "It is a redirect that names no address.";
        }

        // Without its query, which can carry a login of its own.
        return response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } asked && !Origins.AreSame(asked, target)
            ? $"The redirect to {RedirectAnswer.DescribeOrigin(target)} was not followed: only downloads leave their origin, and only by https."
            : "The redirect was not followed: it answers a write, or is the sixth in a row.";
    }
}
