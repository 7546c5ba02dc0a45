namespace Leeway.Paging;

/// <summary>A page that a walk fetched.</summary>
/// <param name="Items">The items to return.</param>
/// <param name="Next">Where the walk continues; <see langword="null"/> if it ends after these items.</param>
/// <param name="Failure">The exception to throw after the items are returned; <see langword="null"/> if there is none.</param>
internal sealed record PageStep<TItem>(IReadOnlyList<TItem> Items, PagePlace? Next, PagingException? Failure = null)
{
    /// <summary>Whether the walk ends after these items.</summary>
    public bool IsLast => Next is null;
}
