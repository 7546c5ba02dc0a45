namespace Leeway.Simulator.Site;

/// <summary>How a site divides lists into pages. Can be changed at any time.</summary>
public sealed class PagingOptions
{
    /// <summary>The maximum number of items of a page. Applies in addition to the limits of the caller and of the operation.</summary>
    public int LargestPage { get; set; } = int.MaxValue;

    /// <summary>Whether pages have only half of the items that they may have, even if more pages follow.</summary>
    public bool HasShortPages { get; set; }

    /// <summary>Whether every other page of a list with cursors or tokens is empty, starting with the first, even if more pages
    /// follow.</summary>
    public bool HasEmptyPages { get; set; }

    /// <summary>Whether the next-page token of a list with cursors or tokens leads back to the same page.</summary>
    public bool RepeatsTokens { get; set; }

    /// <summary>Whether Jira's pages omit <c>total</c> and <c>isLast</c>.</summary>
    public bool OmitsTotals { get; set; }

    /// <summary>Whether pages of the second Confluence API have the next link in the header <c>Link</c> only.</summary>
    public bool OmitsLinksInBody { get; set; }

    /// <summary>Whether pages of the second Confluence API have the next link in the body only.</summary>
    public bool OmitsLinkHeader { get; set; }
}
