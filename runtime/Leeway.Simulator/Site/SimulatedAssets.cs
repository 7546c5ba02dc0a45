using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Assets of a site: one workspace with objects, which can be searched with simple queries.</summary>
public sealed class SimulatedAssets
{
    private const string KeyPrefix = "ITSM-";

    private readonly Lock _lock = new();
    private readonly List<Asset> _objects = [];
    private readonly OperationTable _operations = new();

    internal SimulatedAssets()
    {
        _operations.Add("assets", "getObject", call => _objects.Find(asset => asset.Id == call["id"]) is { } found
            ? SimulatedResponse.Json(200, Describe(call, found))
            : ErrorAnswers.Jira(404, $"The object {call["id"]} does not exist."));
        _operations.Add("assets", "searchObjects", Search);
    }

    /// <summary>The operations that are served.</summary>
    internal IReadOnlyCollection<SimulatedOperation> Operations => _operations.Operations;

    /// <summary>The id of the workspace; <see langword="null"/> if the site has no Assets.</summary>
    /// <value>The default is <c>5d5fd2c8-8d5b-4bfa-9f12-2f6d4f3a7c11</c>.</value>
    public string? WorkspaceId { get; set; } = "5d5fd2c8-8d5b-4bfa-9f12-2f6d4f3a7c11";

    /// <summary>Adds an object.</summary>
    /// <param name="objectType">The name of the object type, such as <c>Laptop</c>.</param>
    /// <param name="name">The name of the object, which is also its label.</param>
    /// <returns>The id of the object.</returns>
    public string AddObject(string objectType, string name)
    {
        lock (_lock)
        {
            string id = (_objects.Count + 1).ToString(CultureInfo.InvariantCulture);
            _objects.Add(new Asset(id, objectType, name));
            return id;
        }
    }

    internal SimulatedResponse Handle(SiteRequest call)
    {
        if (call["workspaceId"] != WorkspaceId)
        {
            return ErrorAnswers.Jira(404, "The workspace does not exist.");
        }

        lock (_lock)
        {
            return _operations.Handle(call);
        }
    }

    /// <summary>Creates the page of workspaces that Jira Service Management returns.</summary>
    internal JsonArray DescribeWorkspaces() => WorkspaceId is { } id ? [new JsonObject { ["workspaceId"] = id }] : [];

    private SimulatedResponse Search(SiteRequest call)
    {
        if ((call.ReadObject()?["qlQuery"]).Text() is not { } query)
        {
            return ErrorAnswers.Jira(400, "The body has no qlQuery.");
        }

        List<Asset> found = [.. _objects];
        foreach (string term in query.Split(" AND ", StringSplitOptions.RemoveEmptyEntries))
        {
            if (FindCondition(term) is not { } condition)
            {
                return ErrorAnswers.Jira(400, $"The simulator does not know the condition '{term}'. It knows objectType, Name and Key with = or LIKE.");
            }

            found.RemoveAll(asset => !condition(asset));
        }

        PageCut cut = PageCut.Of(call, "maxResults", call.QueryNumber("startAt", 0, int.MaxValue), found.Count, 25, 1000);
        return SimulatedResponse.Json(200, new JsonObject
        {
            ["startAt"] = cut.Start,
            ["maxResults"] = cut.Size,
            ["total"] = found.Count,
            ["isLast"] = cut.IsLast,
            ["values"] = cut.Describe(call, found, Describe),
        });
    }

    private static Predicate<Asset>? FindCondition(string term)
    {
        bool isLike = term.Contains(" LIKE ", StringComparison.OrdinalIgnoreCase);
        int at = term.IndexOf(isLike ? " LIKE " : "=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        string value = term[(at + (isLike ? " LIKE ".Length : 1))..].Trim().Trim('"');
        Func<Asset, string>? field = term[..at].Trim().ToUpperInvariant() switch
        {
            "OBJECTTYPE" => static asset => asset.ObjectType,
            "NAME" => static asset => asset.Name,
            "KEY" => static asset => KeyPrefix + asset.Id,
            _ => null,
        };
        return field is null ? null
            : isLike ? asset => field(asset).Contains(value, StringComparison.OrdinalIgnoreCase)
            : asset => field(asset).Equals(value, StringComparison.OrdinalIgnoreCase);
    }

    private JsonObject Describe(SiteRequest call, Asset asset) => new()
    {
        ["workspaceId"] = WorkspaceId,
        ["globalId"] = $"{WorkspaceId}:{asset.Id}",
        ["id"] = asset.Id,
        ["label"] = asset.Name,
        ["objectKey"] = KeyPrefix + asset.Id,
        ["objectType"] = new JsonObject { ["workspaceId"] = WorkspaceId, ["name"] = asset.ObjectType },
        ["_links"] = new JsonObject { ["self"] = $"{call.SiteUrl}/jira/assets/object/{asset.Id}" },
    };

    private sealed record Asset(string Id, string ObjectType, string Name);
}
