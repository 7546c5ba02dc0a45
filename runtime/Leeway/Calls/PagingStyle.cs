namespace Leeway.Calls;

/// <summary>How an operation pages its result.</summary>
public enum PagingStyle
{
    /// <summary>The operation does not page its result.</summary>
    None,

    /// <summary>With <c>startAt</c> and <c>maxResults</c>, or <c>offset</c> and <c>limit</c>.</summary>
    Offset,

    /// <summary>With <c>nextPageToken</c>, in the query or the body.</summary>
    Token,

    /// <summary>With <c>start</c> and <c>limit</c>; the response has <c>isLastPage</c> or links.</summary>
    StartLimit,

    /// <summary>With <c>cursor</c>; the next one is in <c>_links.next</c> of the response or in its <c>Link</c> header.</summary>
    Cursor,
}
