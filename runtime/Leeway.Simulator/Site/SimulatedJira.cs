using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Jira product of a site: projects, issues and attachments.</summary>
public sealed class SimulatedJira
{
    /// <summary>The number of users that searches look at, and the maximum size of a page of users.</summary>
    private const int MaxUsersSearched = 1_000;

    private readonly Lock _lock = new();
    private readonly List<Project> _projects = [];
    private readonly List<Issue> _issues = [];
    private readonly List<Account> _users = [];
    private readonly HashSet<Account> _guests = [];
    private int _issuesCreated;
    private readonly List<SimulatedAttachment> _attachments = [];

    /// <summary>The uploaded files, in order.</summary>
    public IReadOnlyList<SimulatedAttachment> Attachments
    {
        get
        {
            lock (_lock)
            {
                return [.. _attachments];
            }
        }
    }

    /// <summary>Adds a project.</summary>
    /// <param name="key">The key of the project, such as <c>DEMO</c>.</param>
    /// <param name="name">The name of the project.</param>
    /// <returns>The id of the project.</returns>
    public string AddProject(string key, string name)
    {
        lock (_lock)
        {
            string id = Format(10000 + _projects.Count);
            _projects.Add(new Project(id, key, name));
            return id;
        }
    }

    internal SimulatedAttachment? FindByMediaToken(string id, string token)
    {
        lock (_lock)
        {
            return _attachments.Find(a => a.Id == id && a.MediaToken == token);
        }
    }

    /// <summary>Adds an issue.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="summary">The summary of the issue.</param>
    /// <param name="createdAt">The time when the issue was created.</param>
    /// <returns>The key of the issue.</returns>
    /// <exception cref="ArgumentException">The project does not exist.</exception>
    public string AddIssue(string projectKey, string summary, DateTimeOffset createdAt = default)
    {
        lock (_lock)
        {
            int project = FindProject(projectKey);
            return project < 0
                ? throw new ArgumentException($"There is no project '{projectKey}'. Add it first.", nameof(projectKey))
                : AddIssue(project, new JsonObject { ["summary"] = summary }, null, createdAt).Key;
        }
    }

    /// <summary>Adds a file to an issue.</summary>
    /// <param name="issueIdOrKey">The id or key of the issue.</param>
    /// <param name="fileName">The name of the file.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="mimeType">The media type of the file.</param>
    /// <param name="createdAt">The time of the upload.</param>
    /// <exception cref="ArgumentException">The issue does not exist.</exception>
    public SimulatedAttachment AddAttachment(
        string issueIdOrKey,
        string fileName,
        SimulatedContent content,
        string mimeType = "application/octet-stream",
        DateTimeOffset createdAt = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        lock (_lock)
        {
            return FindIssue(issueIdOrKey) is { } issue
                ? Attach(issue, fileName, mimeType, content, createdAt)
                : throw new ArgumentException($"There is no issue '{issueIdOrKey}'. Add it first.", nameof(issueIdOrKey));
        }
    }

    /// <summary>Adds a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="hasPermissions">
    /// Whether the user can see issues and be assigned to them. Searches that require a permission skip users without.
    /// </param>
    public void AddUser(Account user, bool hasPermissions = true)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (_lock)
        {
            _users.Add(user);
            if (!hasPermissions)
            {
                _guests.Add(user);
            }
        }
    }

    /// <summary>Returns the id of an issue, so that calls by key and by id count for the same issue.</summary>
    internal string? FindIssueId(string idOrKey)
    {
        lock (_lock)
        {
            return FindIssue(idOrKey)?.Id;
        }
    }

    internal SimulatedResponse Handle(SiteRequest call)
    {
        lock (_lock)
        {
            return call switch
            {
                _ when call.Is("GET", "rest", "api", "3", "myself") => GetMyself(call),
                _ when call.Is("GET", "rest", "api", "3", "serverInfo") => GetServerInfo(call),
                _ when call.Is("GET", "rest", "api", "3", "project", "search") => SearchProjects(call),
                _ when call.Is("GET", "rest", "api", "3", "project", "*") => GetProject(call, call.Segments[4]),
                _ when call.Is("GET", "rest", "api", "3", "search", "jql") => SearchIssues(call),
                _ when call.Is("POST", "rest", "api", "3", "search", "jql") => SearchIssuesByBody(call),
                _ when call.Is("GET", "rest", "api", "3", "search") || call.Is("POST", "rest", "api", "3", "search") => ErrorAnswers.JiraRemovedApi(),
                _ when call.Is("GET", "rest", "api", "3", "users") || call.Is("GET", "rest", "api", "3", "users", "search") => ListUsers(call),
                _ when call.Is("GET", "rest", "api", "3", "user", "search") => SearchUsers(call),
                _ when call.Is("GET", "rest", "api", "3", "user", "*", "search") && call.Segments[4] is "assignable" or "permission" or "viewissue" =>
                    SearchPermittedUsers(call),
                _ when call.Is("GET", "rest", "api", "3", "user", "assignable", "multiProjectSearch") => SearchPermittedUsers(call),
                _ when call.Is("POST", "rest", "api", "3", "issue") => CreateIssue(call),
                _ when call.Is("GET", "rest", "api", "3", "issue", "*") => GetIssue(call, call.Segments[4]),
                _ when call.Is("DELETE", "rest", "api", "3", "issue", "*") => DeleteIssue(call.Segments[4]),
                _ when call.Is("POST", "rest", "api", "3", "issue", "*", "attachments") => Attach(call, call.Segments[4]),
                _ when call.Is("GET", "rest", "api", "3", "attachment", "*") => GetAttachment(call, call.Segments[4]),
                _ when call.Is("GET", "rest", "api", "3", "attachment", "content", "*") => Download(call, call.Segments[5]),
                _ => SimulatedResponse.Html(404),
            };
        }
    }

    private static SimulatedResponse GetMyself(SiteRequest call) =>
        SimulatedResponse.Json(200, DescribeUser(call, call.Caller)).Holding(users: 1);

    private static SimulatedResponse GetServerInfo(SiteRequest call) =>
        SimulatedResponse.Json(200, new JsonObject
        {
            ["baseUrl"] = call.Site.Url,
            ["version"] = "1001.0.0-SNAPSHOT",
            ["versionNumbers"] = new JsonArray(1001, 0, 0),
            ["deploymentType"] = "Cloud",
            ["buildNumber"] = 100277,
            ["buildDate"] = FormatDate(call.Now),
            ["serverTime"] = FormatDate(call.Now),
            ["scmInfo"] = "simulated",
            ["serverTitle"] = "Jira",
            ["defaultLocale"] = new JsonObject { ["locale"] = "en_US" },
        });

    private SimulatedResponse SearchProjects(SiteRequest call)
    {
        PageCut cut = PageCut.Of(call, "maxResults", call.QueryNumber("startAt", 0, int.MaxValue), _projects.Count, 50, 100);
        JsonArray values = cut.Describe(call, _projects, Describe);
        string self = $"{call.Base}/rest/api/3/project/search";
        JsonObject page = new()
        {
            ["self"] = $"{self}?maxResults={cut.Size}&startAt={cut.Start}",
            ["maxResults"] = cut.Size,
            ["startAt"] = cut.Start,
            ["values"] = values,
        };
        if (!call.Site.Paging.OmitsTotals)
        {
            page["total"] = _projects.Count;
            page["isLast"] = cut.IsLast;
        }

        if (!cut.IsLast)
        {
            page["nextPage"] = $"{self}?maxResults={cut.Size}&startAt={cut.End}";
        }

        return SimulatedResponse.Json(200, page).Holding(objects: values.Count);
    }

    // The response is only an array: it has neither a total nor a marker for the last page.
    private SimulatedResponse ListUsers(SiteRequest call) => CutUsers(call, _users, _users.Count, static _ => true);

    // The search selects a range of the matching users, among the first thousand.
    private SimulatedResponse SearchUsers(SiteRequest call)
    {
        List<Account> matches = _users.FindAll(user => Matches(call, user));
        return CutUsers(call, matches, Math.Min(matches.Count, MaxUsersSearched), static _ => true);
    }

    // The search first selects a range of all users, among the first thousand, and then those that match. Pages can be short or empty even
    // if more follow.
    private SimulatedResponse SearchPermittedUsers(SiteRequest call) =>
        CutUsers(call, _users, Math.Min(_users.Count, MaxUsersSearched), user => !_guests.Contains(user) && Matches(call, user));

    private static SimulatedResponse CutUsers(SiteRequest call, List<Account> users, int count, Predicate<Account> filter)
    {
        PageCut cut = PageCut.Of(call, "maxResults", call.QueryNumber("startAt", 0, int.MaxValue), count, 50, MaxUsersSearched);
        JsonArray page = [];
        for (int i = cut.Start; i < cut.End; i++)
        {
            if (filter(users[i]))
            {
                page.Add((JsonNode)DescribeUser(call, users[i]));
            }
        }

        return SimulatedResponse.Json(200, page).Holding(users: page.Count);
    }

    private static bool Matches(SiteRequest call, Account user) =>
        !call.Request.Query.TryGetValue("query", out string? query)
        || user.Name.StartsWith(query, StringComparison.OrdinalIgnoreCase)
        || user.Email.StartsWith(query, StringComparison.OrdinalIgnoreCase);

    private SimulatedResponse GetProject(SiteRequest call, string idOrKey)
    {
        int index = FindProject(idOrKey);
        return index < 0
            ? ErrorAnswers.Jira(404, $"No project could be found with key '{idOrKey}'.")
            : SimulatedResponse.Json(200, Describe(call, _projects[index])).Holding(objects: 1);
    }

    private SimulatedResponse SearchIssues(SiteRequest call)
    {
        if (!PageToken.TryRead(call.Request.Query.GetValueOrDefault("nextPageToken"), out PageToken token))
        {
            return ErrorAnswers.Jira(400, "The provided next page token is invalid or has expired.");
        }

        bool withFields = call.Request.Query.ContainsKey("fields");
        PageCut cut = token.Cut(call, "maxResults", _issues.Count, 50, 5000, out PageToken? next);
        JsonArray issues = cut.Describe(call, _issues, (call, issue) => withFields ? Describe(call, issue) : new JsonObject { ["id"] = issue.Id });
        JsonObject page = new() { ["issues"] = issues };
        if (!call.Site.Paging.OmitsTotals)
        {
            page["isLast"] = next is null;
        }

        if (next is not null)
        {
            page["nextPageToken"] = next.ToString();
        }

        return SimulatedResponse.Json(200, page).Holding(objects: issues.Count);
    }

    // The same search, with its parameters in a body, where a long query fits.
    private SimulatedResponse SearchIssuesByBody(SiteRequest call)
    {
        JsonObject? body;
        try
        {
            body = JsonNode.Parse(call.Request.Body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            body = null;
        }

        if (body is null)
        {
            return ErrorAnswers.Jira(400, "Invalid request payload. Refer to the REST API documentation and try again.");
        }

        List<string> query = [];
        foreach ((string name, JsonNode? value) in body)
        {
            if (value is not null)
            {
                query.Add($"{name}={Uri.EscapeDataString(value.ToString())}");
            }
        }

        SimulatedRequest request = new(call.Request.Origin, "GET", $"{call.Request.Path}?{string.Join('&', query)}", call.Request.Headers);
        return SearchIssues(call with { Request = request });
    }

    private SimulatedResponse CreateIssue(SiteRequest call)
    {
        JsonObject? fields;
        try
        {
            fields = (JsonNode.Parse(call.Request.Body.Span) as JsonObject)?["fields"] as JsonObject;
        }
        catch (JsonException)
        {
            return ErrorAnswers.Jira(400, "There was an error parsing JSON. Check that your request body is valid.");
        }

        JsonObject errors = [];
        JsonObject? project = fields?["project"] as JsonObject;
        int index = FindProject(ReadText(project?["key"]) ?? ReadText(project?["id"]));
        if (index < 0)
        {
            errors["project"] = "Specify a valid project ID or key";
        }

        if (string.IsNullOrWhiteSpace(ReadText(fields?["summary"])))
        {
            errors["summary"] = "You must specify a summary of the issue.";
        }

        if (fields?["issuetype"] is not JsonObject)
        {
            errors["issuetype"] = "Specify an issue type";
        }

        if (errors.Count > 0)
        {
            return SimulatedResponse.Json(400, new JsonObject { ["errorMessages"] = new JsonArray(), ["errors"] = errors });
        }

        Issue issue = AddIssue(index, (JsonObject)fields!.DeepClone(), call.Caller, call.Now);
        return SimulatedResponse.Json(201, new JsonObject
        {
            ["id"] = issue.Id,
            ["key"] = issue.Key,
            ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}",
        });
    }

    private Issue AddIssue(int project, JsonObject fields, Account? creator, DateTimeOffset now)
    {
        string id = Format(20000 + _issuesCreated++);
        int number = _projects[project].Issues++ + 1;
        Issue issue = new(id, $"{_projects[project].Key}-{number}", project, fields, creator, now);
        _issues.Add(issue);
        return issue;
    }

    private SimulatedResponse GetIssue(SiteRequest call, string idOrKey) =>
        FindIssue(idOrKey) is { } issue ? SimulatedResponse.Json(200, Describe(call, issue)).Holding(objects: 1) : CreateIssueNotFound();

    private SimulatedResponse DeleteIssue(string idOrKey) =>
        FindIssue(idOrKey) is { } issue && _issues.Remove(issue) ? new SimulatedResponse(204) : CreateIssueNotFound();

    private SimulatedResponse Attach(SiteRequest call, string idOrKey)
    {
        if (!call.Request.Headers.TryGetValue("X-Atlassian-Token", out string? check) || check != "no-check")
        {
            return SimulatedResponse.Text(403, "XSRF check failed");
        }

        if (FindIssue(idOrKey) is not { } issue)
        {
            return CreateIssueNotFound();
        }

        if (call.Request.Files is not { } files || files.Any(static file => file.Field != "file"))
        {
            return ErrorAnswers.Jira(400, "The request is not a multipart request, or a part of it is not named 'file'.");
        }

        JsonArray answer = [];
        foreach (ReceivedFile file in files)
        {
            answer.Add((JsonNode)Describe(call, Attach(issue, file.FileName, file.ContentType, file.Content, call.Now)));
        }

        return SimulatedResponse.Json(200, answer);
    }

    private SimulatedAttachment Attach(Issue issue, string fileName, string contentType, SimulatedContent content, DateTimeOffset now)
    {
        string id = Format(30000 + _attachments.Count);
        SimulatedAttachment attachment = new()
        {
            Id = id,
            FileName = fileName,
            MimeType = contentType,
            Content = content,
            CreatedAt = now,
            MediaToken = $"media-{id}-{content.Length}",
        };
        _attachments.Add(attachment);
        issue.Attachments.Add(attachment);
        return attachment;
    }

    private SimulatedResponse GetAttachment(SiteRequest call, string id)
    {
        if (_attachments.Find(a => a.Id == id) is not { } attachment)
        {
            return ErrorAnswers.Jira(404, $"The attachment with id '{id}' does not exist");
        }

        // Only this operation returns the id as a number.
        JsonObject body = Describe(call, attachment);
        body["id"] = int.Parse(id, CultureInfo.InvariantCulture);
        return SimulatedResponse.Json(200, body);
    }

    private SimulatedResponse Download(SiteRequest call, string id)
    {
        if (_attachments.Find(a => a.Id == id) is not { } attachment)
        {
            return ErrorAnswers.Jira(404, $"The attachment with id '{id}' does not exist");
        }

        return call.Downloads.Answer(call, attachment, 303);
    }

    private int FindProject(string? idOrKey) => _projects.FindIndex(p => p.Id == idOrKey || p.Key == idOrKey);

    private Issue? FindIssue(string idOrKey) =>
        _issues.Find(i => i.Id == idOrKey || i.Key.Equals(idOrKey, StringComparison.OrdinalIgnoreCase));

    private static SimulatedResponse CreateIssueNotFound() =>
        ErrorAnswers.Jira(404, "Issue does not exist or you do not have permission to see it.");

    private static JsonObject Describe(SiteRequest call, Project project) => new()
    {
        ["expand"] = "description,lead,issueTypes,url,projectKeys,permissions,insight",
        ["self"] = $"{call.Base}/rest/api/3/project/{project.Id}",
        ["id"] = project.Id,
        ["key"] = project.Key,
        ["name"] = project.Name,
        ["projectTypeKey"] = "software",
        ["simplified"] = false,
        ["style"] = "classic",
        ["isPrivate"] = false,
        ["properties"] = new JsonObject(),
        ["entityId"] = $"00000000-0000-4000-8000-0000000{project.Id}",
    };

    private JsonObject Describe(SiteRequest call, Issue issue)
    {
        JsonObject fields = (JsonObject)issue.Fields.DeepClone();
        fields["project"] = Describe(call, _projects[issue.ProjectIndex]);
        fields["created"] = FormatDate(issue.CreatedAt);
        fields["updated"] = FormatDate(issue.CreatedAt);
        fields["creator"] = DescribeUser(call, issue.Creator);
        fields["status"] = new JsonObject
        {
            ["self"] = $"{call.Base}/rest/api/3/status/10000",
            ["iconUrl"] = $"{call.Base}/",
            ["name"] = "To Do",
            ["id"] = "10000",
            ["statusCategory"] = new JsonObject { ["id"] = 2, ["key"] = "new", ["colorName"] = "blue-gray", ["name"] = "To Do" },
        };
        JsonArray attachments = [];
        foreach (SimulatedAttachment attachment in issue.Attachments)
        {
            attachments.Add((JsonNode)Describe(call, attachment));
        }

        fields["attachment"] = attachments;
        return new JsonObject
        {
            ["expand"] = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
            ["id"] = issue.Id,
            ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}",
            ["key"] = issue.Key,
            ["fields"] = fields,
        };
    }

    private static JsonObject Describe(SiteRequest call, SimulatedAttachment attachment) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/attachment/{attachment.Id}",
        ["id"] = attachment.Id,
        ["filename"] = attachment.FileName,
        ["author"] = DescribeUser(call, call.Caller),
        ["created"] = FormatDate(attachment.CreatedAt),
        ["size"] = attachment.Content.Length,
        ["mimeType"] = attachment.MimeType,
        ["content"] = $"{call.Base}/rest/api/3/attachment/content/{attachment.Id}",
    };

    private static JsonObject DescribeUser(SiteRequest call, Account? account) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/user?accountId={account?.AccountId ?? "service"}",
        ["accountId"] = account?.AccountId ?? "service",
        ["accountType"] = account is null ? "app" : "atlassian",
        ["emailAddress"] = account?.Email ?? "",
        ["displayName"] = account?.Name ?? "Service account",
        ["active"] = true,
        ["timeZone"] = "Etc/UTC",
    };

    private static string? ReadText(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Format(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Jira writes offsets without a colon, unlike RFC 3339.
    private static string FormatDate(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    private sealed record Project(string Id, string Key, string Name)
    {
        // Not the number of existing issues: a number is never used twice.
        public int Issues { get; set; }
    }

    private sealed record Issue(string Id, string Key, int ProjectIndex, JsonObject Fields, Account? Creator, DateTimeOffset CreatedAt)
    {
        public List<SimulatedAttachment> Attachments { get; } = [];
    }
}
