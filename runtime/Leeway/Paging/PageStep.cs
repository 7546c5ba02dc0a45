namespace Leeway.Paging;

/// <summary>A page that a walk has fetched.</summary>
/// <param name="Items">The items to return.</param>
/// <param name="Next">Where the walk continues; <see langword="null"/> where it ends after these items.</param>
/// <param name="Failure">What to throw after the items are returned; <see langword="null"/> where all is well.</param>
internal sealed record PageStep<TItem>(IReadOnlyList<TItem> Items, PagePlace? Next, PagingException? Failure = null)
{
    /// <summary>Whether the walk ends after these items.</summary>
    public bool IsLast => Next is null;
}
