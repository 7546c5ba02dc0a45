using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Jira Service Management product of a site: service desks, and the id of the Assets workspace.</summary>
public sealed class SimulatedServiceManagement
{
    private readonly Lock _lock = new();
    private readonly List<Desk> _desks = [];

    /// <summary>Adds a service desk.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="projectName">The name of the project.</param>
    /// <returns>The id of the service desk.</returns>
    public string AddServiceDesk(string projectKey, string projectName)
    {
        lock (_lock)
        {
            string id = (_desks.Count + 1).ToString(CultureInfo.InvariantCulture);
            _desks.Add(new Desk(id, projectKey, projectName));
            return id;
        }
    }

    internal SimulatedResponse Handle(SiteRequest call)
    {
        lock (_lock)
        {
            return call switch
            {
                _ when call.Is("GET", "rest", "servicedeskapi", "servicedesk") => List(call),
                _ when call.Is("GET", "rest", "servicedeskapi", "servicedesk", "*") => Get(call, call.Segments[3]),
                _ when call.Is("GET", "rest", "servicedeskapi", "assets", "workspace") => ListWorkspaces(call),
                _ => SimulatedResponse.Html(404),
            };
        }
    }

    private static SimulatedResponse ListWorkspaces(SiteRequest call)
    {
        JsonArray values = call.Site.Assets.DescribeWorkspaces();
        return SimulatedResponse.Json(200, new JsonObject
        {
            ["size"] = values.Count,
            ["start"] = 0,
            ["limit"] = 50,
            ["isLastPage"] = true,
            ["_links"] = new JsonObject { ["base"] = call.Site.Url, ["context"] = "", ["self"] = $"{call.Site.Url}/rest/servicedeskapi/assets/workspace" },
            ["values"] = values,
        }).Holding(objects: values.Count);
    }

    private SimulatedResponse Get(SiteRequest call, string id) =>
        _desks.Find(desk => desk.Id == id) is { } found
            ? SimulatedResponse.Json(200, Describe(call, found)).Holding(objects: 1)
            : ErrorAnswers.ServiceManagement(404, "The Service Desk you are trying to view does not exist.", "sd.servicedesk.error.not.found");

    private SimulatedResponse List(SiteRequest call)
    {
        PageCut cut = PageCut.Of(call, "limit", call.QueryNumber("start", 0, int.MaxValue), _desks.Count, 50, 100);
        JsonArray values = cut.Describe(call, _desks, Describe);
        string self = $"{call.Site.Url}/rest/servicedeskapi/servicedesk";
        JsonObject links = new() { ["base"] = call.Site.Url, ["context"] = "", ["self"] = self };
        if (!cut.IsLast)
        {
            links["next"] = $"{self}?start={cut.End}&limit={cut.Size}";
        }

        return SimulatedResponse.Json(200, new JsonObject
        {
            ["_expands"] = new JsonArray(),
            ["size"] = values.Count,
            ["start"] = cut.Start,
            ["limit"] = cut.Size,
            ["isLastPage"] = cut.IsLast,
            ["_links"] = links,
            ["values"] = values,
        }).Holding(objects: values.Count);
    }

    private static JsonObject Describe(SiteRequest call, Desk desk) => new()
    {
        ["id"] = desk.Id,
        ["projectId"] = desk.Id,
        ["projectName"] = desk.ProjectName,
        ["projectKey"] = desk.ProjectKey,
        ["_links"] = new JsonObject { ["self"] = $"{call.Site.Url}/rest/servicedeskapi/servicedesk/{desk.Id}" },
    };

    private sealed record Desk(string Id, string ProjectKey, string ProjectName);
}
