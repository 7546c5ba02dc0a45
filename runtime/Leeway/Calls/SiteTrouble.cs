namespace Leeway.Calls;

/// <summary>Recognizes responses that report that a site is unavailable, suspended or deactivated.</summary>
internal static class SiteTrouble
{
    /// <summary>The maximum distance between the site and its state in a message, in characters.</summary>
    private const int MaxDistance = 80;

    private static readonly string[] s_states =
    [
        "unavailable", "suspended", "deactivated", "not available", "no longer available", "not active", "inactive", "disabled", "not accessible",
        "maintenance", "being migrated",
    ];

    /// <summary>The separators of clauses.</summary>
    private static readonly string[] s_clauses = [", ", ". ", "; ", ": ", "! "];

    /// <summary>The states that are searched for in a whole page.</summary>
    private static readonly string[] s_plainStates = ["unavailable", "suspended", "deactivated"];

    private static readonly string[] s_products = ["jira", "confluence"];

    /// <summary>Words before the word for a site, as in "Your Atlassian Cloud site".</summary>
    private static readonly string[] s_qualifiers = ["the", "this", "your", "our", "requested", "atlassian", "cloud", .. s_products];

    private static readonly string[] s_sites = ["site", "instance", "tenant", "subscription"];

    /// <summary>
    /// Whether a 404 is about its site: any text may say so if no product wrote it; otherwise the site must be the subject of a message.
    /// </summary>
    public static bool IsOne(HttpResponseMessage response, string body, ErrorMessages messages)
    {
        if (HtmlPage.IsOne(response, body))
        {
            string text = HtmlPage.FindText(body);
            return Array.Exists(s_plainStates, state => text.Contains(state, StringComparison.OrdinalIgnoreCase));
        }

        return NamesSite(messages) || (ErrorShape.Read(body) is { IsOfProduct: false } shape && shape.Texts.Exists(HasState));
    }

    /// <summary>Whether a message reports that a site is unavailable, such as "Site temporarily unavailable".</summary>
    public static bool NamesSite(ErrorMessages messages)
    {
        foreach (string text in messages.Texts)
        {
            // "We're sorry, this site is being migrated": the second clause counts.
            if (NamesSite(text) || Array.Exists(text.Split(s_clauses, StringSplitOptions.None), NamesSite))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an address is a page that reports this.</summary>
    public static bool IsAddress(Uri address) => HasState(address.AbsolutePath.Replace('-', ' '));

    private static bool NamesSite(string text)
    {
        string[] words = text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        int subject = 0;
        while (subject < words.Length && Contains(s_qualifiers, words[subject]))
        {
            subject++;
        }

        // "Jira is unavailable": the product names the site.
        bool isOfSite = subject < words.Length
            && (Contains(s_sites, words[subject]) || (words[subject] is "is" or "has" && subject > 0 && Contains(s_products, words[subject - 1])));
        string rest = isOfSite ? string.Join(' ', words, subject + 1, words.Length - subject - 1) : "";
        return HasState(rest.Length > MaxDistance ? rest[..MaxDistance] : rest);
    }

    private static bool Contains(string[] words, string word) =>
        Array.Exists(words, known => known.Equals(word.TrimEnd(',', ':'), StringComparison.OrdinalIgnoreCase));

    private static bool HasState(string text) => Array.Exists(s_states, state => text.Contains(state, StringComparison.OrdinalIgnoreCase));
}
