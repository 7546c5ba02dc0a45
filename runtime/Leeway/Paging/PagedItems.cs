using System.Runtime.CompilerServices;

namespace Leeway.Paging;

/// <summary>The items of a list that a server hands out in pages, fetched as they are asked for.</summary>
/// <example>
/// <code>
/// await foreach (Project project in jira.Projects.EnumerateProjectsAsync())
/// {
///     Console.WriteLine(project.Key);
/// }
/// </code>
/// </example>
/// <remarks>
/// Nothing is sent before the enumeration begins; each begins with the first page. Items that are added or removed meanwhile may
/// appear twice or not at all where pages are counted from the beginning. A token for
/// <see cref="TaskAsyncEnumerableExtensions.WithCancellation{T}(IAsyncEnumerable{T}, CancellationToken)"/> ends the request under way.
/// An enumeration throws what the operation throws, and a <see cref="PagingException"/> where pages lead nowhere.
/// </remarks>
/// <typeparam name="TItem">The items' type.</typeparam>
public sealed class PagedItems<TItem> : IAsyncEnumerable<TItem>
{
    private readonly Func<CancellationToken, Task<PageStep<TItem>>> _first;
    private readonly bool _isAhead;

    internal PagedItems(Func<CancellationToken, Task<PageStep<TItem>>> first, bool isAhead = false)
    {
        _first = first;
        _isAhead = isAhead;
    }

    /// <summary>The same items, each page fetched while the items of the one before are worked on.</summary>
    public PagedItems<TItem> FetchAhead() => new(_first, isAhead: true);

    /// <summary>The items page by page, as the server cut them. A page may be empty though others follow.</summary>
    /// <param name="cancellationToken">Ends the request under way.</param>
    public async IAsyncEnumerable<IReadOnlyList<TItem>> AsPages([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<PageStep<TItem>>? ahead = null;
        try
        {
            Func<CancellationToken, Task<PageStep<TItem>>>? next = _first;
            while (next is not null)
            {
                PageStep<TItem> page = await (ahead ?? next(ending.Token)).ConfigureAwait(false);
                next = page.Next;
                ahead = _isAhead && next is not null ? next(ending.Token) : null;
                yield return page.Items;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            if (ahead is not null)
            {
                // Whoever leaves early waits for no page, and its failure is nobody's.
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
