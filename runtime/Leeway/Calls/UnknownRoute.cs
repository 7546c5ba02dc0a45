namespace Leeway.Calls;

/// <summary>
/// Recognizes a 404 that is about an address and not about a resource: the gateway does not know the site, or no server knows the route.
/// </summary>
internal static class UnknownRoute
{
    /// <summary>How such messages start, in any format.</summary>
    private static readonly string[] s_beginnings =
    [
        "null for uri", "HTTP 404 Not Found", "No message available", "Could not find resource for full path", "RESTEASY", "No static resource",
        "No endpoint ", "No handler found", "No route matched", "no such route", "route not found", "unknown route", "Cannot GET /",
        "Cannot POST /", "Cannot PUT /", "Cannot PATCH /", "Cannot DELETE /", "default backend", "404 page not found", "Site not found",
        "Site does not exist", "No such site", "Unknown site", "Tenant not found", "Tenant does not exist", "Instance not found",
        "Service unavailable", "Service temporarily unavailable", "no healthy upstream", "upstream connect error",
    ];

    /// <summary>Messages of servers that do not know the resource. The messages of a product name it.</summary>
    private static readonly string[] s_phrases = ["Not Found", "404 Not Found", "404"];

    public static bool IsOne(HttpResponseMessage response, string body, ErrorMessages messages)
    {
        // A product's API returns a page only if it does not know the route.
        if (HtmlPage.IsOne(response, body))
        {
            return true;
        }

        foreach (string text in messages.Texts)
        {
            if (Array.Exists(s_beginnings, beginning => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        ErrorShape? shape = ErrorShape.Read(body);
        return shape is { IsOfProduct: false } || (IsBare(shape, body) && HasOnlyPhrases(messages));
    }

    /// <summary>Whether the body is text, or an object with a message and no member that shows which server wrote it.</summary>
    private static bool IsBare(ErrorShape? shape, string body) => shape?.IsBare ?? !(body.StartsWith('<') || body.StartsWith('['));

    private static bool HasOnlyPhrases(ErrorMessages messages) =>
        messages.Texts.Count > 0
        && messages.Texts.All(static text => Array.Exists(s_phrases, phrase => phrase.Equals(text.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)));
}
