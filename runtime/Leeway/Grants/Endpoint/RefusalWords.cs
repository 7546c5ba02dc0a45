using System.Text.RegularExpressions;

namespace Leeway.Grants;

/// <summary>Finds out what a refusal of the token endpoint is about.</summary>
/// <remarks>
/// The words count for more than the code. What RFC 6749 calls an app that may not do something, <c>unauthorized_client</c>, is what Atlassian
/// answers to a dead refresh token; and what it calls a declined consent, <c>access_denied</c>, is the answer to a wrong secret. A
/// refusal that speaks of the app must not cost a user's grant, and one that speaks of the token must not pass for a mistake in the options.
/// </remarks>
internal static partial class RefusalWords
{
    /// <param name="error">The code.</param>
    /// <param name="description">The words beside it.</param>
    public static RefusalSubject FindSubject(string error, string description)
    {
        string code = error.ToLowerInvariant();
        string words = description.Replace('_', ' ');
        if (DeadToken().IsMatch(words))
        {
            return RefusalSubject.Token;
        }

        if (SpeaksOfApp(words))
        {
            return RefusalSubject.App;
        }

        return code switch
        {
            "invalid_grant" or "unauthorized_client" => RefusalSubject.Token,
            "access_denied" or "invalid_client" or "unsupported_grant_type" => RefusalSubject.App,
            _ => SpeaksOfApp(code.Replace('_', ' ')) ? RefusalSubject.App : RefusalSubject.Unknown,
        };
    }

    private static bool SpeaksOfApp(string words) =>
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

    // Then the app is named beside what the refusal is about: "the token was not issued to this client", "the user has removed the app".
    [GeneratedRegex(@"\b(tokens?|codes?|users?|accounts?|consent|owner)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnythingElse();
}
