namespace Leeway.Paging;

/// <summary>A page that a walk has fetched.</summary>
/// <param name="Items">The items to return.</param>
/// <param name="IsLast">Whether the walk ends after them.</param>
/// <param name="Failure">What to throw after the items are returned; <see langword="null"/> where all is well.</param>
internal sealed record PageStep<TItem>(IReadOnlyList<TItem> Items, bool IsLast, PagingException? Failure = null);
