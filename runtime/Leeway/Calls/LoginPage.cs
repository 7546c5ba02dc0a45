using System.Net;

namespace Leeway.Calls;

/// <summary>Recognizes login pages, and redirects to them, that are returned instead of the result of a call.</summary>
internal static class LoginPage
{
    /// <summary>The number of bytes of a body that are examined.</summary>
    public const int MaxBeginning = 16 * 1024;

    private static readonly string[] s_hosts = ["id.atlassian.com", "auth.atlassian.com", "login.microsoftonline.com", "accounts.google.com"];

    private static readonly string[] s_domains = [".okta.com", ".onelogin.com", ".auth0.com"];

    private static readonly string[] s_segments =
    [
        "login", "login.jsp", "login.action", "dologin.action", "log-in", "signin", "sign-in", "logon", "sso", "saml", "saml2", "samlsso",
    ];

    /// <summary>Segments below these contain names that users choose, such as a project "LOGIN" or a file "login".</summary>
    private static readonly string[] s_data = ["rest", "api", "file", "attachment", "attachments", "download", "thumbnail"];

    private static readonly string[] s_titles = ["log in", "login", "log-in", "log on", "logon", "sign in", "signin", "sign-in"];

    private static readonly string[] s_marks =
    [
        "name=\"os_username\"", "id=\"login-form\"", "id=\"form-login\"", "name=\"SAMLRequest\"", "type=\"password\"",
    ];

    /// <summary>Whether an address is a login page of Atlassian or of a company's identity provider.</summary>
    public static bool IsAddress(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true } || !address.Scheme.StartsWith(Uri.UriSchemeHttp, StringComparison.Ordinal))
        {
            return false;
        }

        string host = address.IdnHost;
        if (Array.Exists(s_hosts, known => known.Equals(host, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(s_domains, known => host.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            || address.Query.Contains("os_destination=", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (string segment in address.AbsolutePath.Split('/'))
        {
            if (Array.Exists(s_data, known => known.Equals(segment, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }

            if (Array.Exists(s_segments, known => known.Equals(segment, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a success could be a login page, judging by its headers: it is HTML, or has no type. A document that is sent as a named file
    /// is not a login page.
    /// </summary>
    public static bool MayBe(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK
        && HtmlPage.MayBeType(response.Content)
        && !response.Content.Headers.NonValidated.Contains("Content-Disposition");

    /// <summary>Whether a response is a login page.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">The part of its body that was read.</param>
    public static bool IsOne(HttpResponseMessage response, string body) =>
        HtmlPage.IsOne(body) && (IsAddress(response.RequestMessage?.RequestUri) || HasMark(body));

    private static bool HasMark(string body)
    {
        string title = HtmlPage.FindTitle(body);
        return Array.Exists(s_titles, known => title.StartsWith(known, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(s_marks, mark => body.Contains(mark, StringComparison.OrdinalIgnoreCase))
            || (body.Contains("http-equiv=\"refresh\"", StringComparison.OrdinalIgnoreCase)
                && body.Contains("id.atlassian.com/login", StringComparison.OrdinalIgnoreCase));
    }
}
