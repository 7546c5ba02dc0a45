namespace Leeway.Grants;

/// <summary>Determines what an error response of the token endpoint is about.</summary>
/// <remarks>
/// The description has precedence over the code, because Atlassian uses some codes differently than RFC 6749: <c>unauthorized_client</c>
/// for an invalid refresh token, and <c>access_denied</c> for a wrong client secret. An error about the app must not end a user's grant,
/// and an error about the token must not be reported as a configuration error.
/// </remarks>
internal static class RefusalWords
{
    private static readonly string[] s_deadToken =
        ["refresh token is invalid", "invalid refresh token", "globally revoked", "expired or revoked"];

    private static readonly string[] s_app = ["client", "app", "application"];

    private static readonly string[] s_trouble =
    [
        "unknown", "suspended", "disabled", "deactivated", "deleted", "removed", "archived", "blocked", "banned", "inactive", "invalid",
        "incorrect", "wrong", "missing", "failed", "unauthorized", "unauthorised", "unregistered", "not", "cannot", "no longer",
    ];

    // In such a text the app is named, but the error is about something else: "the token was not issued to this client", "the user has
    // removed the app".
    private static readonly string[] s_anythingElse =
        ["token", "tokens", "code", "codes", "user", "users", "account", "accounts", "consent", "owner"];

    /// <param name="error">The value of <c>error</c>.</param>
    /// <param name="description">The value of <c>error_description</c>.</param>
    public static RefusalSubject FindSubject(string error, string description)
    {
        string code = error.ToLowerInvariant();
        string words = description.Replace('_', ' ');
        if (Array.Exists(s_deadToken, phrase => words.Contains(phrase, StringComparison.OrdinalIgnoreCase)))
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
        ContainsWord(words, "grant type") || (ContainsAny(words, s_app) && ContainsAny(words, s_trouble) && !ContainsAny(words, s_anythingElse));

    private static bool ContainsAny(string text, string[] words) => Array.Exists(words, word => ContainsWord(text, word));

    /// <summary>Whether a text contains a word or a phrase that is not a part of a longer word.</summary>
    private static bool ContainsWord(string text, string word)
    {
        int start = -1;
        while ((start = text.IndexOf(word, start + 1, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            int end = start + word.Length;
            if ((start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
