using System.Text.RegularExpressions;

namespace Leeway.Grants;

/// <summary>Determines what an error response of the token endpoint is about.</summary>
/// <remarks>
/// The description has precedence over the code, because Atlassian uses some codes differently than RFC 6749: <c>unauthorized_client</c>
/// for an invalid refresh token, and <c>access_denied</c> for a wrong client secret. An error about the app must not end a user's grant,
/// and an error about the token must not be reported as a configuration error.
/// </remarks>
internal static partial class RefusalWords
{
    /// <param name="error">The value of <c>error</c>.</param>
    /// <param name="description">The value of <c>error_description</c>.</param>
    public static RefusalSubject FindSubject(string error, string description)
    {
        string code = error.ToLowerInvariant();
        string words = description.Replace('_', ' ');
        if (DeadToken().IsMatch(words))
        {
            return RefusalSubject.Token;
        }

        if (ConcernsApp(words))
        {
            return RefusalSubject.App;
        }

        return code switch
        {
            "invalid_grant" or "unauthorized_client" => RefusalSubject.Token,
            "access_denied" or "invalid_client" or "unsupported_grant_type" => RefusalSubject.App,
            _ => ConcernsApp(code.Replace('_', ' ')) ? RefusalSubject.App : RefusalSubject.Unknown,
        };
    }

    private static bool ConcernsApp(string words) =>
        GrantType().IsMatch(words) || (App().IsMatch(words) && Trouble().IsMatch(words) && !AnythingElse().IsMatch(words));

    [GeneratedRegex("refresh token is invalid|invalid refresh token|globally revoked|expired or revoked", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeadToken();

    [GeneratedRegex(@"\bgrant type\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GrantType();

    [GeneratedRegex(@"\b(client|app|application)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex App();

    [GeneratedRegex(
        @"\b(unknown|suspended|disabled|deactivated|deleted|removed|archived|blocked|banned|inactive|invalid|incorrect|wrong|missing|failed|unauthori[sz]ed|unregistered|not|cannot|no longer)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Trouble();

    // In such a text the app is named, but the error is about something else: "the token was not issued to this client", "the user has
    // removed the app".
    [GeneratedRegex(@"\b(tokens?|codes?|users?|accounts?|consent|owner)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnythingElse();
}
