using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Jira Service Management product of a site: service desks, and the id of the Assets workspace.</summary>
public sealed class SimulatedServiceManagement
{
    private readonly Lock _lock = new();
    private readonly List<Desk> _desks = [];
    private readonly OperationTable _operations = new();

    internal SimulatedServiceManagement(SimulatedAssets assets)
    {
        _operations.Add("jira-service-management", "getServiceDesks", List);
        _operations.Add("jira-service-management", "getServiceDeskById", call => Get(call, call["serviceDeskId"]));
        _operations.Add("jira-service-management", "getAssetsWorkspaces", call => ListWorkspaces(call, assets));
    }

    /// <summary>The operations that are served.</summary>
    internal IReadOnlyCollection<SimulatedOperation> Operations => _operations.Operations;

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
            return _operations.Handle(call);
        }
    }

    private static SimulatedResponse ListWorkspaces(SiteRequest call, SimulatedAssets assets)
    {
        JsonArray values = assets.DescribeWorkspaces();
        return SimulatedResponse.Json(200, new JsonObject
        {
            ["size"] = values.Count,
            ["start"] = 0,
            ["limit"] = 50,
            ["isLastPage"] = true,
            ["_links"] = new JsonObject { ["base"] = call.SiteUrl, ["context"] = "", ["self"] = $"{call.SiteUrl}/rest/servicedeskapi/assets/workspace" },
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
        string self = $"{call.SiteUrl}/rest/servicedeskapi/servicedesk";
        JsonObject links = new() { ["base"] = call.SiteUrl, ["context"] = "", ["self"] = self };
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
        ["_links"] = new JsonObject { ["self"] = $"{call.SiteUrl}/rest/servicedeskapi/servicedesk/{desk.Id}" },
    };

    private sealed record Desk(string Id, string ProjectKey, string ProjectName);
}
