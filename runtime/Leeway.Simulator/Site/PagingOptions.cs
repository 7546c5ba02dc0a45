namespace Leeway.Simulator.Site;

/// <summary>How lists of a site are cut into pages. May be changed while running.</summary>
public sealed class PagingOptions
{
    /// <summary>How many items a page has at most, below what the caller asks for and what the operation allows.</summary>
    public int LargestPage { get; set; } = int.MaxValue;

    /// <summary>Whether pages have half of the items that they say they may, though others follow.</summary>
    public bool HasShortPages { get; set; }

    /// <summary>Whether every other page of a list with cursors or tokens is empty, the first among them, though others follow.</summary>
    public bool HasEmptyPages { get; set; }

    /// <summary>Whether pages of a list with cursors or tokens lead back to themselves.</summary>
    public bool RepeatsTokens { get; set; }

    /// <summary>Whether Jira's pages lack <c>total</c> and <c>isLast</c>.</summary>
    public bool OmitsTotals { get; set; }

    /// <summary>Whether pages of Confluence's second API lead on by the header <c>Link</c> alone.</summary>
    public bool OmitsLinksInBody { get; set; }

    /// <summary>Whether pages of Confluence's second API lead on by their body alone.</summary>
    public bool OmitsLinkHeader { get; set; }
}
