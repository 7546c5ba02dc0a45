using System.Runtime.CompilerServices;

namespace Leeway.Paging;

/// <summary>The items of a list that a server returns in pages, fetched as they are needed.</summary>
/// <example>
/// <code>
/// await foreach (Project project in jira.Projects.EnumerateProjectsAsync())
/// {
///     Console.WriteLine(project.Key);
/// }
/// </code>
/// </example>
/// <remarks>
/// Nothing is sent before the enumeration begins; each enumeration begins with the first page. Items that are added or removed meanwhile may
/// appear twice or not at all where pages are counted from the beginning. A token for
/// <see cref="TaskAsyncEnumerableExtensions.WithCancellation{T}(IAsyncEnumerable{T}, CancellationToken)"/> ends the request under way.
/// <para>
/// An enumeration that ends without an exception has returned the whole list as the server reports it. It throws what the operation throws,
/// and a <see cref="PagingException"/> where the pages contradict themselves or do not come to an end. The items that were returned before an
/// exception are good, and can be used.
/// </para>
/// </remarks>
/// <typeparam name="TItem">The type of the items.</typeparam>
public sealed class PagedItems<TItem> : IAsyncEnumerable<TItem>
{
    private const int DefaultMaxEmptyPages = 100;

    private readonly Func<int, PageWalk<TItem>> _begin;
    private readonly int _maxEmptyPages;
    private readonly bool _isAhead;

    internal PagedItems(Func<int, PageWalk<TItem>> begin)
        : this(begin, DefaultMaxEmptyPages, isAhead: false)
    {
    }

    private PagedItems(Func<int, PageWalk<TItem>> begin, int maxEmptyPages, bool isAhead)
    {
        _begin = begin;
        _maxEmptyPages = maxEmptyPages;
        _isAhead = isAhead;
    }

    /// <summary>The same items, where each page is fetched while the caller works on the items of the page before.</summary>
    public PagedItems<TItem> FetchAhead() => new(_begin, _maxEmptyPages, isAhead: true);

    /// <summary>The same items, with another limit on empty pages that lead to other pages.</summary>
    /// <remarks>
    /// Servers return empty pages where they hide every item of a page from the caller. Raise the limit where a
    /// <see cref="PagingException"/> reports too many of them and the list is known to hold that many hidden items.
    /// </remarks>
    /// <param name="maxInARow">How many pages in a row may be empty. The default is 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public PagedItems<TItem> AllowEmptyPages(int maxInARow)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxInARow);
        return new(_begin, maxInARow, _isAhead);
    }

    /// <summary>The items page by page, as the server returns them. A page may be empty though others follow.</summary>
    /// <param name="cancellationToken">Ends the request under way.</param>
    public async IAsyncEnumerable<IReadOnlyList<TItem>> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PageWalk<TItem> walk = _begin(_maxEmptyPages);
        Task<PageStep<TItem>>? ahead = null;
        try
        {
            PageStep<TItem> page;
            do
            {
                page = await (ahead ?? walk.FetchNextAsync(ending.Token)).ConfigureAwait(false);
                ahead = _isAhead && !page.IsLast ? walk.FetchNextAsync(ending.Token) : null;
                yield return page.Items;
                cancellationToken.ThrowIfCancellationRequested();
                if (page.Failure is { } failure)
                {
                    throw failure;
                }
            }
            while (!page.IsLast);
        }
        finally
        {
            if (ahead is not null)
            {
                // A caller that leaves early does not wait for a page, and nobody needs to know how it ended.
                ending.Cancel();
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (IReadOnlyList<TItem> page in AsPages(cancellationToken).ConfigureAwait(false))
        {
            foreach (TItem item in page)
            {
                yield return item;
            }
        }
    }
}
