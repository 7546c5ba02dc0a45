using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site;

/// <summary>The part of a list that is one page.</summary>
/// <param name="Start">The index of the first item.</param>
/// <param name="Size">The page size that the response reports. The page may have fewer items.</param>
/// <param name="End">The index after the last item.</param>
/// <param name="IsLast">Whether this is the last page.</param>
internal readonly record struct PageCut(int Start, int Size, int End, bool IsLast)
{
    /// <summary>Selects a page of a list.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sizeName">The query parameter for the page size.</param>
    /// <param name="start">The index of the first item of the page.</param>
    /// <param name="count">The number of items in the list.</param>
    /// <param name="usual">The default page size.</param>
    /// <param name="largest">The maximum page size of the operation.</param>
    public static PageCut Of(SiteRequest call, string sizeName, int start, int count, int usual, int largest) =>
        Of(call, call.QueryNumber(sizeName, usual, largest), start, count);

    /// <summary>Selects a page of a list.</summary>
    /// <param name="call">The call.</param>
    /// <param name="size">The page size that applies to the call.</param>
    /// <param name="start">The index of the first item of the page.</param>
    /// <param name="count">The number of items in the list.</param>
    public static PageCut Of(SiteRequest call, int size, int start, int count)
    {
        PagingOptions paging = call.Paging;
        size = Math.Max(1, Math.Min(paging.LargestPage, size));
        start = Math.Min(start, count);
        int end = Math.Min(count, start + (paging.HasShortPages ? (size + 1) / 2 : size));
        return new PageCut(start, size, end, end >= count);
    }

    /// <summary>Creates the JSON of the items of the page.</summary>
    public JsonArray Describe<T>(SiteRequest call, List<T> items, Func<SiteRequest, T, JsonNode> describe)
    {
        JsonArray values = [];
        for (int i = Start; i < End; i++)
        {
            values.Add(describe(call, items[i]));
        }

        return values;
    }
}
