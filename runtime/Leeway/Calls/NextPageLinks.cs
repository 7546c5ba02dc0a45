using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Leeway.Calls;

/// <summary>
/// Stores, for as long as a page exists, the link to the next page from the <c>Link</c> header of its response, and the address of its
/// request, which links are compared with.
/// </summary>
internal static class NextPageLinks
{
    private static readonly ConditionalWeakTable<object, PageSource> s_sources = [];

    /// <summary>Stores what is known about the source of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="request">The request, with the absolute address that it was sent to.</param>
    /// <param name="response">The response.</param>
    public static void Remember(object page, HttpRequestMessage request, HttpResponseMessage response)
    {
        string? link = FindNext(response);
        bool isFollowed = OperationDescriptor.Of(request)?.Paging == PagingStyle.Link;
        if (link is not null || isFollowed)
        {
            s_sources.AddOrUpdate(page, new PageSource(link, isFollowed ? request.RequestUri : null));
        }
    }

    /// <summary>Returns the link of the response that a page was read from; <see langword="null"/> if it had none.</summary>
    public static string? Find(object page) => s_sources.TryGetValue(page, out PageSource? source) ? source.Link : null;

    /// <summary>Returns the address that a page was requested from; <see langword="null"/> if it is not known.</summary>
    public static Uri? FindAddress(object page) => s_sources.TryGetValue(page, out PageSource? source) ? source.Address : null;

    private static string? FindNext(HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("Link", out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                if (LinkHeader.FindNext(value) is { } target)
                {
                    return target;
                }
            }
        }

        return null;
    }

    private sealed record PageSource(string? Link, Uri? Address);
}
