using System.Net;
using Leeway.Http;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>Says what to do about an error response, depending on its kind.</summary>
/// <remarks>
/// See <see href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes">Atlassian's status codes</see>.
/// </remarks>
internal static class ErrorAdvice
{
    /// <summary>Explains the 401 of a host that a download was redirected to.</summary>
    public const string ExpiredFile =
        "The call was redirected to a host that is not sent the login, and that host asks for one. The address may have expired.";

    private static readonly string[] s_operationWords = [" API ", "endpoint", "/rest/"];

    private static readonly string[] s_removalWords = ["removed", "deprecated", "discontinued", "retired", "no longer"];

    /// <param name="kind">The kind of error.</param>
    /// <param name="response">The response.</param>
    /// <param name="body">The part of its body that was read.</param>
    /// <param name="failureCategory">The gateway's name for the kind of failure.</param>
    /// <param name="mayHaveWritten">Whether the response is the success of a write.</param>
    /// <param name="isOfRepetition">
    /// Whether the response may be a consequence of an earlier attempt of the same call. Then its status says nothing about the request of
    /// the caller: a DELETE that was repeated finds nothing left to delete.
    /// </param>
    public static string? Find(
        ErrorKind kind, HttpResponseMessage response, string body, string? failureCategory, bool mayHaveWritten, bool isOfRepetition) => kind switch
    {
        ErrorKind.LoginFailed => DescribeLogin(response, failureCategory, mayHaveWritten),
        ErrorKind.LoginPage =>
            "The response is a login page, so the login was not accepted. " + LoginAdvice.Find(response),
        ErrorKind.SiteMoved =>
            "The redirect was not followed, because the login is for the old address only. Check the new address and set it as AtlassianOptions.Site.",
        ErrorKind.SiteUnavailable =>
            "The site is unavailable, suspended or deactivated. The resource may still exist. Try again later, or ask an administrator of the site.",
        ErrorKind.UnknownRoute => DescribeRoute(response, body),
        ErrorKind.Anonymous when RedirectAnswer.HasLeftOrigin(response) => DescribeLeftOrigin(response),
        ErrorKind.Anonymous =>
            "The request carried no login, and anonymous users get this response for everything that is not public. Add the login to the requests of the HttpClient.",
        ErrorKind.NotFound when isOfRepetition => null,
        ErrorKind.NotFound => "The resource does not exist, or the user may not see it: Atlassian returns the same response.",
        _ => DescribeStatus(response, body, isOfRepetition),
    };

    /// <summary>Explains the 404 of a host that a download was redirected to.</summary>
    public static string DescribeLeftOrigin(HttpResponseMessage response) =>
        $"The call was redirected to {response.RequestMessage!.RequestUri!.Host}, which is not sent the login and has no such file. The product has not said that the file does not exist.";

    /// <summary>Explains a status from 300 to 399.</summary>
    public static string DescribeRedirection(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.NotModified
        ? "The resource has not changed since the version in the request's condition."
        : DescribeRedirect(response);

    /// <summary>Finds the minimum wait that a response asks for. A date is relative to the date of the response.</summary>
    public static TimeSpan? FindRetryAfter(HttpResponseMessage response) =>
        RateLimitRefusal.FindRetryAfter(response.Headers, response.Headers.Date);

    private static string DescribeLogin(HttpResponseMessage response, string? failureCategory, bool mayHaveWritten)
    {
        string login = failureCategory is not null && failureCategory.Contains("AUTH_MISMATCH", StringComparison.OrdinalIgnoreCase)
            ? "An API token with scopes works at the gateway only, and one without scopes at its site only. See AtlassianLogin.ScopedApiToken and AtlassianLogin.ApiToken."
            : LoginAdvice.Find(response);
        return response.IsSuccessStatusCode
            ? $"The server treated the request as anonymous{(mayHaveWritten ? ", and may have carried out the write that way: check before you send it again" : "")}. {login}"
            : login;
    }

    private static string DescribeRoute(HttpResponseMessage response, string body) =>
        response.RequestMessage?.RequestUri is { IsAbsoluteUri: true, AbsolutePath: "/_edge/tenant_info" } asked
            ? $"There is no Atlassian site at {asked.Authority}: check the address in AtlassianOptions.Site."
        : SiteRefusal.IsOne((int)response.StatusCode, body)
            ? "The gateway does not know this site or route. Check the cloud id, and whether the site has this product."
        : "The address does not lead to a known site or route, so the resource may still exist. Check the site, and whether the operation still exists.";

    private static string? DescribeStatus(HttpResponseMessage response, string body, bool isOfRepetition)
    {
        int status = (int)response.StatusCode;
        return status switch
        {
            >= 300 and < 400 => DescribeRedirection(response),
            401 when RedirectAnswer.HasLeftOrigin(response) => ExpiredFile,
            401 when !isOfRepetition => "The login was accepted, but its user lacks a permission for the operation.",
            403 when SiteRefusal.IsOne(status, body) =>
                "Either the app is not installed on this site, or the grant lacks a scope, often one for writing: Atlassian returns the same response. Ask the user to consent again with all scopes.",
            410 when SaysOperationRemoved(body) => "Atlassian has removed this operation. Its reference page names the replacement.",
            >= 400 when isOfRepetition => null,
            403 => "The user lacks a permission for the operation, or has no access to the product.",
            410 => "The resource no longer exists, or Atlassian has removed this operation; its reference page then names the replacement.",
            _ => null,
        };
    }

    /// <summary>Whether the body of a 410 is about the operation, such as "The requested API has been removed", and not about a resource.</summary>
    private static bool SaysOperationRemoved(string body) =>
        Array.Exists(s_operationWords, word => body.Contains(word, StringComparison.OrdinalIgnoreCase))
        && Array.Exists(s_removalWords, word => body.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string DescribeRedirect(HttpResponseMessage response)
    {
        if (RedirectAnswer.FindTarget(response) is not { } target)
        {
            return "The redirect names no address.";
        }

        // Without its query, which can contain a login.
        return response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } asked && !Origins.AreSame(asked, target)
            ? $"The redirect to {RedirectAnswer.DescribeOrigin(target)} was not followed: only downloads follow a redirect to another origin, and only with https."
            : "The redirect was not followed, because the request is a write or was redirected five times already.";
    }
}
