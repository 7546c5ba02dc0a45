using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site;

/// <summary>The part of a list that makes one page.</summary>
/// <param name="Start">The index of its first item.</param>
/// <param name="Size">How many items it may have, which is what the answer says.</param>
/// <param name="End">The index behind its last item.</param>
/// <param name="IsLast">Whether no other follows.</param>
internal readonly record struct PageCut(int Start, int Size, int End, bool IsLast)
{
    /// <summary>Cuts a list.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sizeName">The parameter that asks for a size.</param>
    /// <param name="start">The index of the page's first item.</param>
    /// <param name="count">How many items the list has.</param>
    /// <param name="usual">The size where none is asked for.</param>
    /// <param name="largest">The largest that the operation allows.</param>
    public static PageCut Of(SiteRequest call, string sizeName, int start, int count, int usual, int largest)
    {
        PagingOptions paging = call.Site.Paging;
        int size = Math.Max(1, Math.Min(paging.LargestPage, call.QueryNumber(sizeName, usual, largest)));
        start = Math.Min(start, count);
        int end = Math.Min(count, start + (paging.HasShortPages ? (size + 1) / 2 : size));
        return new PageCut(start, size, end, end >= count);
    }

    /// <summary>Describes the items of the page.</summary>
    public JsonArray Describe<T>(SiteRequest call, List<T> items, Func<SiteRequest, T, JsonObject> describe)
    {
        JsonArray values = [];
        for (int i = Start; i < End; i++)
        {
            values.Add((JsonNode)describe(call, items[i]));
        }

        return values;
    }
}
