using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Paging;

/// <summary>Follows the pages of an operation. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PagedOperation
{
    /// <summary>Follows pages that are counted: each begins after the items received so far.</summary>
    /// <typeparam name="TPage">The page's type.</typeparam>
    /// <typeparam name="TItem">The items' type.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The parameter that counts, by which links tell it too.</param>
    /// <param name="fetch">Fetches the page that begins at a position.</param>
    /// <param name="read">Tells what a page says of itself.</param>
    public static PagedItems<TItem> ByPosition<TPage, TItem>(
        string operationId,
        string parameter,
        Func<long, CancellationToken, Task<TPage>> fetch,
        Func<TPage, PageFacts<TItem>> read)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(read);
        return new PagedItems<TItem>(cancellationToken => FetchAsync(0, null, cancellationToken));

        async Task<PageStep<TItem>> FetchAsync(long position, RawJson? before, CancellationToken cancellationToken)
        {
            PageFacts<TItem> page = read(await fetch(position, cancellationToken).ConfigureAwait(false));
            IReadOnlyList<TItem> items = page.Items ?? [];
            if (items.Count > 0 && page.Content is { } content && content.Equals(before))
            {
                throw new PagingException(operationId, "a page is the same as the one before, so the server does not count");
            }

            long? next = FindNext(page, position, KeptList<TItem>.CountElements(items));
            return new PageStep<TItem>(items, next is { } start ? token => FetchAsync(start, page.Content, token) : null);
        }

        long? FindNext(in PageFacts<TItem> page, long position, int count)
        {
            long reached = position + count;
            bool mayEnd = page.IsLast is null;
            if (page.IsLast == true
                || (mayEnd && page.HasLinks && page.Link is null)
                || (mayEnd && page.Total is { } total && reached >= total))
            {
                return null;
            }

            // A page of which a filter left nothing leads on by its link.
            if (page.Link is { } link
                && long.TryParse(PageLink.Find(link, parameter), NumberStyles.None, CultureInfo.InvariantCulture, out long linked)
                && linked > reached)
            {
                return linked;
            }

            return count > 0 ? reached
                : mayEnd && page.Link is null ? null
                : throw new PagingException(operationId, $"an empty page at {position} says that others follow, and not where");
        }
    }

    /// <summary>The link to the next page among the links of one; null on the last.</summary>
    /// <param name="links">The links.</param>
    public static string? FindNextLink(IReadOnlyDictionary<string, RawJson>? links) =>
        links is not null && links.TryGetValue("next", out RawJson next) && next.Kind == JsonValueKind.String ? next.GetString() : null;

    /// <summary>Follows pages of which each names the next by a token.</summary>
    /// <typeparam name="TPage">The page's type.</typeparam>
    /// <typeparam name="TItem">The items' type.</typeparam>
    /// <param name="operationId">The operation's id in the document.</param>
    /// <param name="parameter">The parameter that takes the token, by which links tell it too.</param>
    /// <param name="fetch">Fetches the page of a token, the first without one.</param>
    /// <param name="read">Tells what a page says of itself.</param>
    public static PagedItems<TItem> ByToken<TPage, TItem>(
        string operationId,
        string parameter,
        Func<string?, CancellationToken, Task<TPage>> fetch,
        Func<TPage, PageFacts<TItem>> read)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(read);
        return new PagedItems<TItem>(cancellationToken => FetchAsync(null, [], cancellationToken));

        async Task<PageStep<TItem>> FetchAsync(string? token, HashSet<string> seen, CancellationToken cancellationToken)
        {
            PageFacts<TItem> page = read(await fetch(token, cancellationToken).ConfigureAwait(false));

            // The token alone tells whether there is more: some last pages do not say that they are.
            string? next = page.Token;
            if (page.Link is { } link)
            {
                next = PageLink.Find(link, parameter)
                    ?? throw new PagingException(operationId, $"the link to the next page has no '{parameter}'");
            }

            if (string.IsNullOrEmpty(next))
            {
                return new PageStep<TItem>(page.Items ?? [], null);
            }

            return seen.Add(next)
                ? new PageStep<TItem>(page.Items ?? [], cancellation => FetchAsync(next, seen, cancellation))
                : throw new PagingException(operationId, "a page leads back to one that was read already");
        }
    }
}
