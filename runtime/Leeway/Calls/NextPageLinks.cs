using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Leeway.Calls;

/// <summary>Stores the link to the next page from the <c>Link</c> header of a response, for as long as the page exists.</summary>
internal static class NextPageLinks
{
    private static readonly ConditionalWeakTable<object, string> s_links = [];

    /// <summary>Stores the link of a response, if it has one.</summary>
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

    /// <summary>Returns the link of the response that a page was read from; <see langword="null"/> if it had none.</summary>
    public static string? Find(object page) => s_links.TryGetValue(page, out string? link) ? link : null;
}
