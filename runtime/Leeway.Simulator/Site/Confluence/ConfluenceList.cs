using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Confluence;

/// <summary>The pages of lists of both APIs.</summary>
internal static class ConfluenceList
{
    /// <summary>Creates a page of a list of the second API.</summary>
    public static SimulatedResponse Create<T>(SiteRequest call, List<T> items, Func<SiteRequest, T, JsonObject> describe)
    {
        if (!PageToken.TryRead(call.Request.Query.GetValueOrDefault("cursor"), out PageToken token))
        {
            return ErrorAnswers.ConfluenceV2(400, "INVALID_REQUEST_PARAMETER", "Provided cursor is invalid");
        }

        PageCut cut = token.Cut(call, "limit", items.Count, 25, 250, out PageToken? next);
        JsonArray results = cut.Describe(call, items, describe);

        // The links contain the site's address and path, where the caller's token does not work, and not those of the gateway.
        string siteBase = $"{call.SiteUrl}/wiki";
        JsonObject links = new() { ["base"] = siteBase };
        string header = $"<{siteBase}>; rel=\"base\"";
        if (next is not null)
        {
            string link = $"/{string.Join('/', call.Segments)}?{FormatOtherParameters(call, "limit", "cursor")}cursor={Escape(next)}&limit={cut.Size}";
            header = $"<{link}>; rel=\"next\", {header}";
            if (!call.Paging.OmitsLinksInBody)
            {
                links["next"] = link;
            }
        }

        SimulatedResponse page = SimulatedResponse.Json(200, new JsonObject { ["results"] = results, ["_links"] = links }).Holding(objects: results.Count);
        return call.Paging.OmitsLinkHeader ? page : page.With("Link", header);
    }

    /// <summary>Creates a page of a list of the first API. Its links are relative to the site's "/wiki", which the response states
    /// separately.</summary>
    public static SimulatedResponse CreateFirst(SiteRequest call, PageCut cut, JsonArray results, string? next, JsonObject page)
    {
        JsonObject links = new()
        {
            ["base"] = $"{call.SiteUrl}/wiki",
            ["context"] = "/wiki",
            ["self"] = $"{call.SiteUrl}/{string.Join('/', call.Segments)}",
        };
        if (next is not null)
        {
            links["next"] = next;
        }

        page["results"] = results;
        page["start"] = cut.Start;
        page["limit"] = cut.Size;
        page["size"] = results.Count;
        page["_links"] = links;
        return SimulatedResponse.Json(200, page).Holding(objects: results.Count);
    }

    public static string FormatOtherParameters(SiteRequest call, params ReadOnlySpan<string> without)
    {
        string parameters = "";
        foreach ((string name, string value) in call.Request.Query)
        {
            parameters += without.Contains(name) ? "" : $"{name}={Uri.EscapeDataString(value)}&";
        }

        return parameters;
    }

    public static string Escape(PageToken? token) => Uri.EscapeDataString(token.ToString()!);

    public static string FormatDate(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
