namespace Leeway.Generator.Shaping;

/// <summary>How an operation pages, as far as its parameters tell.</summary>
internal enum PagingStyle
{
    None,

    /// <summary><c>startAt</c> and <c>maxResults</c>, or <c>offset</c> and <c>limit</c>.</summary>
    Offset,

    /// <summary><c>nextPageToken</c>, in the query or the body.</summary>
    Token,

    /// <summary><c>start</c> and <c>limit</c>, <c>isLastPage</c> or links.</summary>
    StartLimit,

    /// <summary><c>cursor</c>, with the next one in <c>_links.next</c> or the <c>Link</c> header.</summary>
    Cursor,
}
