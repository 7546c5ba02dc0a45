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

        if (IsHost(address.IdnHost)
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
    /// Whether a success comes from a host that has only login pages, because a transport has followed a redirect to it. Its body is not a
    /// result, whatever it contains.
    /// </summary>
    public static bool IsFromLoginHost(HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } address && IsHost(address.IdnHost);

    /// <summary>
    /// Whether a success could be a login page instead of a result, judging by its headers. A document that is sent as a named file is not
    /// one, nor is one beside which the product reports that the login was accepted.
    /// </summary>
    public static bool MayReplaceResult(HttpResponseMessage response) =>
        response.IsSuccessStatusCode
        && response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.ResetContent or HttpStatusCode.PartialContent)
        && response.Content.Headers.ContentLength != 0
        && !response.Content.Headers.NonValidated.Contains("Content-Disposition")
        && LoginReason.Find(response) != LoginOutcome.Accepted;

    /// <summary>
    /// Whether a success could be a login page instead of a file, judging by its headers. A page is labeled as HTML, text or JSON, or not at
    /// all. If the document declares HTML, or the file host of Atlassian returns it, it is a file. Text from another host than the
    /// product's is one too.
    /// </summary>
    public static bool MayReplaceFile(HttpResponseMessage response, OperationDescriptor operation) =>
        HtmlPage.MayBeLabel(response.Content, isLabelTrusted: RedirectAnswer.HasLeftOrigin(response))
        && (operation.Marks & OperationMarks.Html) == 0
        && MayReplaceResult(response)
        && !IsFileHost(response.RequestMessage?.RequestUri);

    /// <summary>Whether a response is a login page.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">The part of its body that was read.</param>
    public static bool IsOne(HttpResponseMessage response, string body) =>
        IsFromLoginHost(response)
        || (HtmlPage.IsOne(body) && (IsAddress(response.RequestMessage?.RequestUri) || AsksForLogin(response) || HasMark(body)));

    // Loops, because almost every response is checked and lambda expressions would allocate.
    private static bool IsHost(string host)
    {
        foreach (string known in s_hosts)
        {
            if (host.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (string domain in s_domains)
        {
            if (host.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFileHost(Uri? address) =>
        address is { IsAbsoluteUri: true } && address.IdnHost.EndsWith(".media.atlassian.com", StringComparison.OrdinalIgnoreCase);

    private static bool AsksForLogin(HttpResponseMessage response) =>
        response.IsSuccessStatusCode && response.Headers.NonValidated.Contains("WWW-Authenticate");

    private static bool HasMark(string body)
    {
        string title = HtmlPage.FindTitle(body);
        return Array.Exists(s_titles, known => title.StartsWith(known, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(s_marks, mark => body.Contains(mark, StringComparison.OrdinalIgnoreCase))
            || (body.Contains("http-equiv=\"refresh\"", StringComparison.OrdinalIgnoreCase)
                && body.Contains("id.atlassian.com/login", StringComparison.OrdinalIgnoreCase));
    }
}
