using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The pages of Jira's lists that start at an offset.</summary>
internal static class JiraPage
{
    /// <summary>Creates a page with the items in <c>values</c> and a link to the next page.</summary>
    public static SimulatedResponse Create<T>(SiteRequest call, List<T> items, int usual, int largest, Func<SiteRequest, T, JsonObject> describe) =>
        CreateOfValues(call, items, usual, largest, describe);

    /// <summary>Creates a page of values that are not objects.</summary>
    public static SimulatedResponse CreateOfValues<T>(SiteRequest call, List<T> items, int usual, int largest, Func<SiteRequest, T, JsonNode> describe)
    {
        PageCut cut = PageCut.Of(call, "maxResults", call.QueryNumber("startAt", 0, int.MaxValue), items.Count, usual, largest);
        JsonArray values = cut.Describe(call, items, describe);
        string self = $"{call.Base}/{string.Join('/', call.Segments.Select(Uri.EscapeDataString))}";
        JsonObject page = new()
        {
            ["self"] = $"{self}?maxResults={cut.Size}&startAt={cut.Start}",
            ["maxResults"] = cut.Size,
            ["startAt"] = cut.Start,
            ["values"] = values,
        };
        if (!call.Paging.OmitsTotals)
        {
            page["total"] = items.Count;
            page["isLast"] = cut.IsLast;
        }

        if (!cut.IsLast)
        {
            page["nextPage"] = $"{self}?maxResults={cut.Size}&startAt={cut.End}";
        }

        return SimulatedResponse.Json(200, page).Holding(objects: values.Count);
    }

    /// <summary>Creates a page with the items in a member of its own name, such as <c>comments</c>.</summary>
    public static SimulatedResponse CreateNamed<T>(
        SiteRequest call, List<T> items, string name, int usual, int largest, Func<SiteRequest, T, JsonObject> describe)
    {
        PageCut cut = PageCut.Of(call, "maxResults", call.QueryNumber("startAt", 0, int.MaxValue), items.Count, usual, largest);
        JsonArray values = cut.Describe(call, items, describe);
        return SimulatedResponse.Json(200, new JsonObject
        {
            ["startAt"] = cut.Start,
            ["maxResults"] = cut.Size,
            ["total"] = items.Count,
            [name] = values,
        }).Holding(objects: values.Count);
    }
}
