using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Jira of a site: projects, issues, attachments.</summary>
public sealed class SimulatedJira
{
    private readonly Lock _lock = new();
    private readonly List<Project> _projects = [];
    private readonly List<Issue> _issues = [];
    private readonly List<SimulatedAttachment> _attachments = [];

    /// <summary>Whether attachments are downloaded by a redirect to the media host rather than from the gateway.</summary>
    public bool RedirectsDownloads { get; set; } = true;

    /// <summary>Every file uploaded, in order.</summary>
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
    /// <param name="key">Its key, such as <c>DEMO</c>.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Its id.</returns>
    public string AddProject(string key, string name)
    {
        lock (_lock)
        {
            string id = Number(10000 + _projects.Count);
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

    /// <summary>The id of an issue, so that calls by its key and by its id count as for one.</summary>
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
                _ when call.Is("GET", "rest", "api", "3", "myself") => Myself(call),
                _ when call.Is("GET", "rest", "api", "3", "serverInfo") => ServerInfo(call),
                _ when call.Is("GET", "rest", "api", "3", "project", "search") => SearchProjects(call),
                _ when call.Is("GET", "rest", "api", "3", "project", "*") => GetProject(call, call.Segments[4]),
                _ when call.Is("GET", "rest", "api", "3", "search", "jql") => SearchIssues(call),
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

    /// <summary>An answer with the bytes of a file, or the part of them that a Range header asks for.</summary>
    internal static SimulatedResponse Bytes(SimulatedAttachment attachment, string? range)
    {
        SimulatedResponse whole = new SimulatedResponse(200, attachment.Content, attachment.MimeType)
            .With("Content-Disposition", $"attachment; filename=\"{attachment.FileName}\"")
            .With("Accept-Ranges", "bytes");
        if (range is null || !range.StartsWith("bytes=", StringComparison.Ordinal))
        {
            return whole;
        }

        string[] bounds = range["bytes=".Length..].Split('-');
        int length = attachment.Content.Length;
        if (bounds.Length != 2 || !int.TryParse(bounds[0], out int first) || first >= length)
        {
            return new SimulatedResponse(416).With("Content-Range", $"bytes */{length}");
        }

        int last = int.TryParse(bounds[1], out int asked) ? Math.Min(asked, length - 1) : length - 1;
        return (whole with { Status = 206, Body = attachment.Content[first..(last + 1)] })
            .With("Content-Range", $"bytes {first}-{last}/{length}");
    }

    private static SimulatedResponse Myself(SiteRequest call) =>
        SimulatedResponse.Json(200, User(call, call.Caller)).Holding(users: 1);

    private static SimulatedResponse ServerInfo(SiteRequest call) =>
        SimulatedResponse.Json(200, new JsonObject
        {
            ["baseUrl"] = call.Site.Url,
            ["version"] = "1001.0.0-SNAPSHOT",
            ["versionNumbers"] = new JsonArray(1001, 0, 0),
            ["deploymentType"] = "Cloud",
            ["buildNumber"] = 100277,
            ["buildDate"] = Date(call.Now),
            ["serverTime"] = Date(call.Now),
            ["scmInfo"] = "simulated",
            ["serverTitle"] = "Jira",
            ["defaultLocale"] = new JsonObject { ["locale"] = "en_US" },
        });

    private SimulatedResponse SearchProjects(SiteRequest call)
    {
        int startAt = call.QueryNumber("startAt", 0, int.MaxValue);
        int maxResults = call.QueryNumber("maxResults", 50, 100);
        JsonArray values = [];
        for (int i = startAt; i < Math.Min((long)startAt + maxResults, _projects.Count); i++)
        {
            values.Add((JsonNode)Describe(call, _projects[i]));
        }

        string self = $"{call.Base}/rest/api/3/project/search";
        JsonObject page = new()
        {
            ["self"] = $"{self}?maxResults={maxResults}&startAt={startAt}",
            ["maxResults"] = maxResults,
            ["startAt"] = startAt,
            ["total"] = _projects.Count,
            ["isLast"] = (long)startAt + maxResults >= _projects.Count,
            ["values"] = values,
        };
        if ((long)startAt + maxResults < _projects.Count)
        {
            page["nextPage"] = $"{self}?maxResults={maxResults}&startAt={startAt + maxResults}";
        }

        return SimulatedResponse.Json(200, page).Holding(objects: values.Count);
    }

    private SimulatedResponse GetProject(SiteRequest call, string idOrKey)
    {
        int index = FindProject(idOrKey);
        return index < 0
            ? ErrorAnswers.Jira(404, $"No project could be found with key '{idOrKey}'.")
            : SimulatedResponse.Json(200, Describe(call, _projects[index])).Holding(objects: 1);
    }

    private SimulatedResponse SearchIssues(SiteRequest call)
    {
        int start = call.Request.Query.TryGetValue("nextPageToken", out string? token)
            ? (token.StartsWith("page-", StringComparison.Ordinal) && int.TryParse(token.AsSpan(5), out int from) ? from : -1)
            : 0;
        if (start < 0)
        {
            return ErrorAnswers.Jira(400, "The provided next page token is invalid or has expired.");
        }

        int maxResults = call.QueryNumber("maxResults", 50, 5000);
        bool withFields = call.Request.Query.ContainsKey("fields");
        JsonArray issues = [];
        int end = (int)Math.Min((long)start + maxResults, _issues.Count);
        for (int i = start; i < end; i++)
        {
            issues.Add(withFields ? Describe(call, _issues[i]) : (JsonNode)new JsonObject { ["id"] = _issues[i].Id });
        }

        JsonObject page = new() { ["issues"] = issues, ["isLast"] = end >= _issues.Count };
        if (end < _issues.Count)
        {
            page["nextPageToken"] = $"page-{end}";
        }

        return SimulatedResponse.Json(200, page).Holding(objects: issues.Count);
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
        int index = FindProject(Text(project?["key"]) ?? Text(project?["id"]));
        if (index < 0)
        {
            errors["project"] = "Specify a valid project ID or key";
        }

        if (string.IsNullOrWhiteSpace(Text(fields?["summary"])))
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

        string id = Number(20000 + _issues.Count);
        int number = _issues.Count(issue => issue.ProjectIndex == index) + 1;
        Issue issue = new(id, $"{_projects[index].Key}-{number}", index, (JsonObject)fields!.DeepClone(), call.Caller, call.Now);
        _issues.Add(issue);
        return SimulatedResponse.Json(201, new JsonObject
        {
            ["id"] = issue.Id,
            ["key"] = issue.Key,
            ["self"] = $"{call.Base}/rest/api/3/issue/{issue.Id}",
        });
    }

    private SimulatedResponse GetIssue(SiteRequest call, string idOrKey) =>
        FindIssue(idOrKey) is { } issue ? SimulatedResponse.Json(200, Describe(call, issue)).Holding(objects: 1) : NoIssue();

    private SimulatedResponse DeleteIssue(string idOrKey) =>
        FindIssue(idOrKey) is { } issue && _issues.Remove(issue) ? new SimulatedResponse(204) : NoIssue();

    private SimulatedResponse Attach(SiteRequest call, string idOrKey)
    {
        if (!call.Request.Headers.TryGetValue("X-Atlassian-Token", out string? check) || check != "no-check")
        {
            return SimulatedResponse.Text(403, "XSRF check failed");
        }

        if (FindIssue(idOrKey) is not { } issue)
        {
            return NoIssue();
        }

        if (MultipartBody.ReadFiles(call.Request) is not { } files || files.Exists(static file => file.Field != "file"))
        {
            return ErrorAnswers.Jira(400, "The request is no multipart request, or a part of it is not named 'file'.");
        }

        JsonArray answer = [];
        foreach ((_, string fileName, string contentType, ReadOnlyMemory<byte> content) in files)
        {
            string id = Number(30000 + _attachments.Count);
            SimulatedAttachment attachment = new(id, fileName, contentType, content, call.Now, $"media-{id}-{content.Length}");
            _attachments.Add(attachment);
            issue.Attachments.Add(attachment);
            answer.Add((JsonNode)Describe(call, attachment));
        }

        return SimulatedResponse.Json(200, answer);
    }

    private SimulatedResponse GetAttachment(SiteRequest call, string id)
    {
        if (_attachments.Find(a => a.Id == id) is not { } attachment)
        {
            return ErrorAnswers.Jira(404, $"The attachment with id '{id}' does not exist");
        }

        // Of all operations this one has the id as a number.
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

        bool redirects = RedirectsDownloads && call.Request.Query.GetValueOrDefault("redirect") != "false";
        return redirects
            ? SimulatedResponse.Redirect(303, $"{call.MediaOrigin.GetLeftPart(UriPartial.Authority)}/file/{id}/binary?token={attachment.MediaToken}")
            : Bytes(attachment, call.Request.Headers.GetValueOrDefault("Range"));
    }

    private int FindProject(string? idOrKey) => _projects.FindIndex(p => p.Id == idOrKey || p.Key == idOrKey);

    private Issue? FindIssue(string idOrKey) =>
        _issues.Find(i => i.Id == idOrKey || i.Key.Equals(idOrKey, StringComparison.OrdinalIgnoreCase));

    private static SimulatedResponse NoIssue() =>
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
        fields["created"] = Date(issue.CreatedAt);
        fields["updated"] = Date(issue.CreatedAt);
        fields["creator"] = User(call, issue.Creator);
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
        ["author"] = User(call, call.Caller),
        ["created"] = Date(attachment.CreatedAt),
        ["size"] = attachment.Content.Length,
        ["mimeType"] = attachment.MimeType,
        ["content"] = $"{call.Base}/rest/api/3/attachment/content/{attachment.Id}",
    };

    private static JsonObject User(SiteRequest call, Account? account) => new()
    {
        ["self"] = $"{call.Base}/rest/api/3/user?accountId={account?.AccountId ?? "service"}",
        ["accountId"] = account?.AccountId ?? "service",
        ["accountType"] = account is null ? "app" : "atlassian",
        ["emailAddress"] = account?.Email ?? "",
        ["displayName"] = account?.Name ?? "Service account",
        ["active"] = true,
        ["timeZone"] = "Etc/UTC",
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // Jira writes offsets without a colon, unlike RFC 3339.
    private static string Date(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    private sealed record Project(string Id, string Key, string Name);

    private sealed record Issue(string Id, string Key, int ProjectIndex, JsonObject Fields, Account? Creator, DateTimeOffset CreatedAt)
    {
        public List<SimulatedAttachment> Attachments { get; } = [];
    }
}
