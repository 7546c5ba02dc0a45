namespace Leeway.Generator.Shaping;

/// <summary>How the pages of an operation are requested, according to its parameters.</summary>
internal enum PagingKind
{
    None,

    /// <summary><c>startAt</c> and <c>maxResults</c>, or <c>offset</c> and <c>limit</c>.</summary>
    Offset,

    /// <summary><c>nextPageToken</c>, in the query or in the body.</summary>
    Token,

    /// <summary><c>start</c> and <c>limit</c>, <c>isLastPage</c> or links.</summary>
    StartLimit,

    /// <summary><c>cursor</c>, whose next value is in <c>_links.next</c> or the <c>Link</c> header.</summary>
    Cursor,
}
