using System.Globalization;
using System.Text.Json.Nodes;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A small Bitbucket Cloud: the repositories of workspaces and their pull requests, in pages that link to the next one.</summary>
public sealed class SimulatedBitbucket
{
    private readonly Lock _lock = new();
    private readonly List<Repository> _repositories = [];
    private readonly Dictionary<SimulatedOperation, Func<SimulatedRequest, string, string[], SimulatedResponse>> _handlers = [];

    internal SimulatedBitbucket()
    {
        Add("listRepositories", (request, address, path) => List(request, address, [.. _repositories.Where(r => r.Workspace == path[2]).Select(Describe)]));
        Add("getRepository", (_, _, path) => WithRepository(path, static repository => SimulatedResponse.Json(200, Describe(repository))));
        Add("listPullRequests", (request, address, path) => WithRepository(
            path, repository => List(request, address, [.. repository.PullRequests.Select((title, i) => Describe(repository, i + 1, title))])));
        Add("getPullRequest", (_, _, path) => FindPullRequest(path[2], path[3], path[5]));
    }

    /// <summary>The operations that are served.</summary>
    internal IReadOnlyCollection<SimulatedOperation> Operations => _handlers.Keys;

    /// <summary>The access tokens that are accepted.</summary>
    /// <value>The default is <c>simulated-bitbucket-token</c>.</value>
    public IReadOnlyList<string> AccessTokens { get; set; } = ["simulated-bitbucket-token"];

    /// <summary>The maximum number of items in a page, which can be smaller than the one that a request asks for.</summary>
    /// <value>The default is 100.</value>
    public int LargestPage { get; set; } = 100;

    /// <summary>Adds a repository.</summary>
    /// <param name="workspace">The slug of the workspace.</param>
    /// <param name="slug">The slug of the repository.</param>
    /// <param name="name">The name of the repository; <see langword="null"/> for the slug.</param>
    public void AddRepository(string workspace, string slug, string? name = null)
    {
        lock (_lock)
        {
            _repositories.Add(new Repository(workspace, slug, name ?? slug));
        }
    }

    /// <summary>Adds an open pull request.</summary>
    /// <param name="workspace">The slug of the workspace.</param>
    /// <param name="repository">The slug of the repository.</param>
    /// <param name="title">The title.</param>
    /// <returns>The id of the pull request in its repository.</returns>
    /// <exception cref="ArgumentException">There is no such repository.</exception>
    public int AddPullRequest(string workspace, string repository, string title)
    {
        lock (_lock)
        {
            Repository found = Find(workspace, repository)
                ?? throw new ArgumentException($"There is no repository '{workspace}/{repository}'. Add it with {nameof(AddRepository)}.", nameof(repository));
            found.PullRequests.Add(title);
            return found.PullRequests.Count;
        }
    }

    /// <param name="request">The request.</param>
    /// <param name="origin">The address of Bitbucket, for links.</param>
    internal SimulatedResponse Handle(SimulatedRequest request, Uri origin)
    {
        if (request.BearerToken is not { } token || !AccessTokens.Contains(token))
        {
            return Fail(401, "Token is invalid, expired, or not supported for this endpoint.");
        }

        if (request.Operation is not { } operation)
        {
            return Fail(404, "Resource not found");
        }

        if (!_handlers.TryGetValue(operation, out Func<SimulatedRequest, string, string[], SimulatedResponse>? handle))
        {
            return ErrorAnswers.NotSimulated(operation.Id, operation.Method, operation.Path);
        }

        lock (_lock)
        {
            return handle(request, origin.GetLeftPart(UriPartial.Authority) + request.Path, request.ProductSegments!);
        }
    }

    private void Add(string operationId, Func<SimulatedRequest, string, string[], SimulatedResponse> handle) =>
        _handlers.Add(OperationCatalog.Get("bitbucket", operationId), handle);

    // The segments of a path start with the version and "repositories".
    private SimulatedResponse WithRepository(string[] segments, Func<Repository, SimulatedResponse> handle) =>
        Find(segments[2], segments[3]) is { } repository ? handle(repository) : Fail(404, $"Repository {segments[2]}/{segments[3]} not found");

    private Repository? Find(string workspace, string slug) => _repositories.Find(repository => repository.Workspace == workspace && repository.Slug == slug);

    private SimulatedResponse FindPullRequest(string workspace, string slug, string id) =>
        Find(workspace, slug) is { } repository
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= 1
        && number <= repository.PullRequests.Count
            ? SimulatedResponse.Json(200, Describe(repository, number, repository.PullRequests[number - 1]))
            : Fail(404, "Pull request not found");

    /// <summary>Creates one page of a list. Its link keeps the other parameters of the request.</summary>
    private SimulatedResponse List(SimulatedRequest request, string address, JsonObject[] items)
    {
        int size = Math.Min(LargestPage, ReadNumber(request, "pagelen", 10));
        int page = ReadNumber(request, "page", 1);
        long start = (page - 1L) * size;
        JsonArray values = [.. items.Skip((int)Math.Min(start, items.Length)).Take(size)];
        JsonObject body = new() { ["pagelen"] = size, ["size"] = items.Length, ["page"] = page, ["values"] = values };
        if (start + size < items.Length)
        {
            IEnumerable<string> others = request.Query
                .Where(static pair => pair.Key != "page")
                .Select(static pair => $"&{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
            body["next"] = string.Create(CultureInfo.InvariantCulture, $"{address}?page={page + 1}{string.Concat(others)}");
        }

        return SimulatedResponse.Json(200, body);
    }

    private static int ReadNumber(SimulatedRequest request, string name, int usual) =>
        request.Query.TryGetValue(name, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : usual;

    private static SimulatedResponse Fail(int status, string message) =>
        SimulatedResponse.Json(status, new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["message"] = message } });

    private static JsonObject Describe(Repository repository) => new()
    {
        ["type"] = "repository",
        ["full_name"] = $"{repository.Workspace}/{repository.Slug}",
        ["slug"] = repository.Slug,
        ["name"] = repository.Name,
        ["is_private"] = true,
    };

    private static JsonObject Describe(Repository repository, int id, string title) => new()
    {
        ["type"] = "pullrequest",
        ["id"] = id,
        ["title"] = title,
        ["state"] = "OPEN",
        ["destination"] = new JsonObject { ["repository"] = Describe(repository) },
    };

    private sealed record Repository(string Workspace, string Slug, string Name)
    {
        public List<string> PullRequests { get; } = [];
    }
}
