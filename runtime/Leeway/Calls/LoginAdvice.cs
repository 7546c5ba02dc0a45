using System.Net.Http.Headers;

namespace Leeway.Calls;

/// <summary>Says what to do about a login that was not accepted, depending on its kind.</summary>
internal static class LoginAdvice
{
    private const string TokenPage = "https://id.atlassian.com/manage-profile/security/api-tokens";

    public static string Find(HttpResponseMessage response)
    {
        string reason = response.Headers.NonValidated.TryGetValues(LoginReason.Header, out HeaderStringValues values) ? values.ToString() : "";
        if (Has(reason, "DENIED"))
        {
            return "The account is locked after failed logins. Its user must log in once in a browser and solve the CAPTCHA.";
        }

        if (Has(reason, "OUT_OF_SERVICE"))
        {
            return "The account is disabled. An administrator of the site can enable it.";
        }

        if (LoginReason.Find(response) == LoginOutcome.Barred)
        {
            return "The account has no access to this product. An administrator of the site can grant it.";
        }

        AtlassianLogin? login = null;
        response.RequestMessage?.Options.TryGetValue(AtlassianLogin.Key, out login);
        return login is null ? DescribeUnknown(response.RequestMessage) : Describe(login);
    }

    /// <summary>Says what to do about a login that a host other than Atlassian's did not accept. Its headers have no known meaning.</summary>
    public static string FindForHost(HttpRequestMessage? request)
    {
        AtlassianLogin? login = null;
        request?.Options.TryGetValue(AtlassianLogin.Key, out login);
        return login?.Kind switch
        {
            null => DescribeUnknown(request),
            LoginKind.None => "The request carries no login, and the host requires one. Set AtlassianOptions.Login.",
            LoginKind.Basic => "The user name or password was not accepted. Check AtlassianOptions.Login.",
            LoginKind.ApiKey => "The API key was not accepted: it may have expired or been revoked, or the host expects it in another header. Check AtlassianOptions.Login.",
            _ => "The token was not accepted: it may have expired or been revoked. Leeway does not renew a token that the application supplied. Set AtlassianOptions.Login to a new one.",
        };
    }

    private static string Describe(AtlassianLogin login) => login.Kind switch
    {
        LoginKind.Consent =>
            "The access token was refused before it expired: the user may have withdrawn the consent, or lost access to the site. Ask the user to sign in again.",
        LoginKind.ServiceAccount =>
            "The access token of the service account was refused before it expired: its credential may have been revoked, or it may have lost access to the site.",
        LoginKind.BearerToken =>
            "The bearer token has probably expired. Leeway does not renew a token that the application supplied. Set AtlassianOptions.Login to a new one.",
        LoginKind.PerCall =>
            "The token of the call has probably expired, or the app is no longer installed. Leeway does not renew it: use the one that a newer request brings.",
        _ when login.Fixed?.Scheme == "Bearer" =>
            "The API token of the service account has expired or been revoked, or the service account has no access to the site. Create a new token for it in the administration of the organization.",
        _ => $"The API token has expired or been revoked, or does not belong to this e-mail address. Check both, or create a new token at {TokenPage}.",
    };

    private static string DescribeUnknown(HttpRequestMessage? request) =>
        request is { Headers.Authorization: null }
            ? "The request carries no visible login. Check the handler that adds it to the requests of the HttpClient."
            : "The login of the request was not accepted: it may have expired, or may not be valid for this address.";

    private static bool Has(string reason, string part) => reason.Contains(part, StringComparison.OrdinalIgnoreCase);
}
