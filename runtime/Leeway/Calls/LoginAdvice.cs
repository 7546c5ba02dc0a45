using System.Net.Http.Headers;

namespace Leeway.Calls;

/// <summary>Says what to do about a login that did not count, by its kind.</summary>
internal static class LoginAdvice
{
    private const string TokenPage = "https://id.atlassian.com/manage-profile/security/api-tokens";

    public static string Find(HttpResponseMessage response)
    {
        string reason = response.Headers.NonValidated.TryGetValues(LoginReason.Header, out HeaderStringValues values) ? values.ToString() : "";
        if (Has(reason, "DENIED"))
        {
            return "The account is locked after failed logins: its user logs in once in a browser and solves the CAPTCHA.";
        }

        if (Has(reason, "OUT_OF_SERVICE"))
        {
            return "The account is disabled: an administrator of the site can enable it.";
        }

        if (LoginReason.Find(response) == LoginOutcome.Barred)
        {
            return "The account is known but not admitted to this product: an administrator of the site can grant it access.";
        }

        AtlassianLogin? login = null;
        response.RequestMessage?.Options.TryGetValue(AtlassianLogin.Key, out login);
        return login is null ? DescribeUnknown(response.RequestMessage) : Describe(login);
    }

    private static string Describe(AtlassianLogin login) => login.Kind switch
    {
        LoginKind.Consent =>
            "The access token was refused although it is not known to have ended: the user may have withdrawn the consent, or lost access to the site. Let the user sign in again.",
        LoginKind.ServiceAccount =>
            "The service account's access token was refused although it is not known to have ended: its credential may have been revoked, or it may have lost access to the site.",
        LoginKind.BearerToken =>
            "The bearer token has probably ended: Leeway does not renew a token that the application got by itself. Set AtlassianOptions.Login to a new one.",
        _ when login.Fixed?.Scheme == "Bearer" =>
            "The service account's API token has expired or been revoked, or the service account has no access to the site: create a new token for it in the administration of the organization.",
        _ => $"The API token has expired or been revoked, or it does not belong to this e-mail address: check both, or create a new token at {TokenPage}.",
    };

    private static string DescribeUnknown(HttpRequestMessage? request) =>
        request is { Headers.Authorization: null }
            ? "No login of the request could be seen: check the handler that adds it to the HttpClient's requests."
            : "The login that the request carried was not accepted: it may have ended, or may not be meant for this address.";

    private static bool Has(string reason, string part) => reason.Contains(part, StringComparison.OrdinalIgnoreCase);
}
