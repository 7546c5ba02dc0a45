namespace Leeway.Paging;

/// <summary>A page, and what leads to the next one.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">Fetches the next page; <see langword="null"/> on the last.</param>
internal sealed record PageStep<TItem>(IReadOnlyList<TItem> Items, Func<CancellationToken, Task<PageStep<TItem>>>? Next);
