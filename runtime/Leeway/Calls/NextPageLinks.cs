using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Leeway.Calls;

/// <summary>Remembers the link to the next page that a response carries in its <c>Link</c> header, for as long as the page is in use.</summary>
internal static class NextPageLinks
{
    private static readonly ConditionalWeakTable<object, string> s_links = [];

    /// <summary>Remembers the link of a response, if it has one.</summary>
    public static void Remember(object page, HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Link", out HeaderStringValues values))
        {
            return;
        }

        foreach (string value in values)
        {
            if (LinkHeader.FindNext(value) is { } target)
            {
                s_links.AddOrUpdate(page, target);
                return;
            }
        }
    }

    /// <summary>The link of the response that a page was read from; <see langword="null"/> where it had none.</summary>
    public static string? Find(object page) => s_links.TryGetValue(page, out string? link) ? link : null;
}
