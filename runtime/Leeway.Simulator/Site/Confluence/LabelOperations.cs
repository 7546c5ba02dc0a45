using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Confluence;

/// <summary>The operations of labels: the second API reads them, and only the first API changes them.</summary>
internal sealed class LabelOperations(ConfluenceState state)
{
    public void AddTo(OperationTable table)
    {
        table.Add("confluence", "getLabels", call => ConfluenceList.Create(call, [.. state.Labels.Where(label => HasPrefix(call, label))], static (_, label) => Describe(label)));
        table.Add("confluence", "getPageLabels", call => state.FindPage(call["id"]) is { } page
            ? ConfluenceList.Create(call, page.Labels.FindAll(label => HasPrefix(call, label)), static (_, label) => Describe(label))
            : NotFound());
        table.Add("confluence", "getLabelPages", call => state.FindLabel(call["id"]) is { } label
            ? PageOperations.List(call, state.VisiblePages.FindAll(page => page.Labels.Contains(label)))
            : NotFound());
        table.Add("confluence-v1", "addLabelsToContent", Add);
        table.Add("confluence-v1", "removeLabelFromContent", call => Remove(call, call["label"]));
        table.Add("confluence-v1", "removeLabelFromContentUsingQueryParameter", call => Remove(call, call.Query("name")));
    }

    public static JsonObject Describe(ConfluenceLabel label) => new() { ["id"] = label.Id, ["name"] = label.Name, ["prefix"] = label.Prefix };

    private static bool HasPrefix(SiteRequest call, ConfluenceLabel label)
    {
        List<string> prefixes = call.QueryList("prefix");
        return prefixes.Count == 0 || prefixes.Contains(label.Prefix);
    }

    private SimulatedResponse Add(SiteRequest call)
    {
        if (state.FindPage(call["id"]) is not { } page)
        {
            return FirstNotFound(call);
        }

        JsonNode? body = call.ReadBody();
        List<(string Prefix, string Name)> labels = [];
        foreach (JsonNode? item in body as JsonArray ?? [body?.DeepClone()])
        {
            if (item.Member("name").Text() is not { Length: > 0 } name || name.Contains(' ', StringComparison.Ordinal))
            {
                return ErrorAnswers.ConfluenceV1(400, $"The label '{item.Member("name").Text()}' is not valid.");
            }

            labels.Add((item.Member("prefix").Text() ?? "global", name));
        }

        foreach ((string prefix, string name) in labels)
        {
            state.AddLabel(page, prefix, name);
        }

        return List(call, page);
    }

    private SimulatedResponse Remove(SiteRequest call, string? name)
    {
        if (state.FindPage(call["id"]) is not { } page)
        {
            return FirstNotFound(call);
        }

        page.Labels.RemoveAll(label => label.Name == name);
        return new SimulatedResponse(204);
    }

    private static SimulatedResponse List(SiteRequest call, ConfluencePage page)
    {
        JsonArray results = page.Labels.Select(static label => new JsonObject
        {
            ["prefix"] = label.Prefix,
            ["name"] = label.Name,
            ["id"] = label.Id,
            ["label"] = label.Name,
        }).ToJsonArray();
        return ConfluenceList.CreateFirst(call, new PageCut(0, 200, results.Count, true), results, null, []);
    }

    private static SimulatedResponse NotFound() => ErrorAnswers.ConfluenceV2(404, "NOT_FOUND", "Not Found");

    private static SimulatedResponse FirstNotFound(SiteRequest call) => ErrorAnswers.ConfluenceV1(404, $"No content found with id: {call["id"]}");
}
