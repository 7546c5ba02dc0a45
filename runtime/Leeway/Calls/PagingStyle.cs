namespace Leeway.Calls;

/// <summary>How an operation returns its result in pages, by its parameters.</summary>
public enum PagingStyle
{
    /// <summary>The operation does not page.</summary>
    None,

    /// <summary><c>startAt</c> and <c>maxResults</c>, or <c>offset</c> and <c>limit</c>.</summary>
    Offset,

    /// <summary><c>nextPageToken</c>, in the query or the body.</summary>
    Token,

    /// <summary><c>start</c> and <c>limit</c>, with <c>isLastPage</c> or links in the answer.</summary>
    StartLimit,

    /// <summary><c>cursor</c>, with the next one in the answer's <c>_links.next</c> or its <c>Link</c> header.</summary>
    Cursor,
}
