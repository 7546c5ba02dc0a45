using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Site;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Calls every operation that the simulator serves, and keeps its answers.</summary>
internal sealed class SimulatorAnswers : IDisposable
{
    private const string Issue = "/rest/api/3/issue/DEMO-1";
    private const string Watcher = "557058:00000000-0000-4000-8000-000000000003";
    private const string Scopes = "read:cmdb-object:jira read:jira-work manage:jira-webhook offline_access";

    private readonly AtlassianSimulator _simulator = new();
    private readonly HttpClient _client;
    private readonly List<SimulatorAnswer> _answers = [];
    private readonly string _accessToken;

    private SimulatorAnswers()
    {
        _client = new HttpClient(new SimulatorHandler(_simulator));
        _simulator.ApiTokens = [new SimulatedApiToken { Value = "token", Account = _simulator.Account }];
        _accessToken = SignIn();
        Site.Tasks.Duration = TimeSpan.Zero;
    }

    private SimulatedSite Site => _simulator.Sites[0];

    /// <summary>Calls all operations.</summary>
    public static async Task<IReadOnlyList<SimulatorAnswer>> CollectAsync()
    {
        using SimulatorAnswers answers = new();
        await answers.CallJiraAsync();
        await answers.CallJiraTasksAsync();
        await answers.CallWebhooksAsync();
        await answers.CallConfluenceAsync();
        await answers.CallOtherApisAsync();
        return answers._answers;
    }

    public void Dispose() => _client.Dispose();

    private async Task CallJiraAsync()
    {
        string component = Text(await GetAsync($"{Issue}?fields=components"), "fields", "components", 0, "id");
        string version = Text(await GetAsync($"{Issue}?fields=versions"), "fields", "versions", 0, "id");
        string project = Text(await GetAsync("/rest/api/3/project/DEMO"), "id");
        string type = Text(await GetAsync("/rest/api/3/issuetype"), 0, "id");
        using MultipartFormDataContent form = new() { { new ByteArrayContent([1, 2, 3]), "file", "a.txt" } };
        string attachment = Text(await SendAsync("POST", $"{Issue}/attachments", form), 0, "id");
        await SendAsync("POST", "/rest/api/3/issue", """{"fields":{"project":{"key":"DEMO"},"summary":"New","issuetype":{"name":"Task"}}}""");
        await SendAsync("POST", "/rest/api/3/issue/bulk", """
            {"issueUpdates":[{"fields":{"project":{"key":"DEMO"},"summary":"A","issuetype":{"name":"Task"}}},{"fields":{"project":{"key":"DEMO"},"summary":"B","issuetype":{"name":"Task"}}}]}
            """);
        await SendAsync("POST", "/rest/api/3/issue/bulkfetch", """{"issueIdsOrKeys":["DEMO-1","DEMO-2"],"fields":["*all"]}""");
        await SendAsync("PUT", Issue, """{"fields":{"summary":"Changed"}}""");
        await SendAsync("PUT", $"{Issue}/assignee", $$"""{"accountId":"{{Watcher}}"}""");
        await SendAsync("POST", $"{Issue}/transitions", """{"transition":{"id":"21"}}""");
        string comment = Text(await SendAsync("POST", $"{Issue}/comment", """{"body":{"type":"doc","version":1,"content":[{"type":"rule"}]}}"""), "id");
        await SendAsync("PUT", $"{Issue}/comment/{comment}", """{"body":{"type":"doc","version":1,"content":[]}}""");
        await SendAsync("POST", "/rest/api/3/comment/list", $$"""{"ids":[{{comment}}]}""");
        string worklog = Text(await SendAsync("POST", $"{Issue}/worklog", """{"timeSpentSeconds":3600,"started":"2026-01-06T08:30:00.000+0000"}"""), "id");
        await SendAsync("PUT", $"{Issue}/worklog/{worklog}", """{"timeSpentSeconds":1800}""");
        await SendAsync("POST", "/rest/api/3/issueLink", """{"type":{"name":"Blocks"},"inwardIssue":{"key":"DEMO-1"},"outwardIssue":{"key":"DEMO-2"}}""");
        string link = Text(await GetAsync($"{Issue}?fields=*all&expand=names,schema,changelog,renderedFields"), "fields", "issuelinks", 0, "id");
        await SendAsync("PUT", $"{Issue}/properties/p", """{"a":1}""");
        await SendAsync("POST", $"{Issue}/watchers", $"\"{Watcher}\"");
        string change = Text(await GetAsync($"{Issue}/changelog"), "values", 0, "id");
        await SendAsync("POST", $"{Issue}/changelog/list", $$"""{"changelogIds":[{{change}}]}""");
        await SendAsync("POST", "/rest/api/3/changelog/bulkfetch", """{"issueIdsOrKeys":["DEMO-1"]}""");
        await SendAsync("POST", "/rest/api/3/search/jql", """{"jql":"project = DEMO","fields":["*all"]}""");
        await SendAsync("POST", "/rest/api/3/search/approximate-count", """{"jql":"project = DEMO"}""");
        await GetAllAsync(
            $"/rest/api/3/attachment/{attachment}", $"/rest/api/3/attachment/content/{attachment}", "/rest/api/3/bulk/issues/transition?issueIdsOrKeys=DEMO-1,DEMO-2",
            $"/rest/api/3/component/{component}", "/rest/api/3/customFieldOption/10102", "/rest/api/3/field", "/rest/api/3/field/search",
            "/rest/api/3/field/customfield_10012/context", "/rest/api/3/field/customfield_10012/context/10112/option",
            "/rest/api/3/issue/createmeta/DEMO/issuetypes", $"/rest/api/3/issue/createmeta/DEMO/issuetypes/{type}",
            $"{Issue}/comment", $"{Issue}/comment/{comment}", $"{Issue}/editmeta", $"{Issue}/properties", $"{Issue}/properties/p",
            $"{Issue}/transitions?expand=transitions.fields", $"{Issue}/watchers", $"{Issue}/worklog", $"{Issue}/worklog/{worklog}",
            $"/rest/api/3/issueLink/{link}", "/rest/api/3/issueLinkType", "/rest/api/3/issueLinkType/10000",
            $"/rest/api/3/issuetype/project?projectId={project}", $"/rest/api/3/issuetype/{type}", "/rest/api/3/label", "/rest/api/3/myself",
            "/rest/api/3/priority", "/rest/api/3/priority/search", "/rest/api/3/priority/2", "/rest/api/3/project/search", "/rest/api/3/project/DEMO/component",
            "/rest/api/3/project/DEMO/components", "/rest/api/3/project/DEMO/statuses", "/rest/api/3/project/DEMO/version", "/rest/api/3/project/DEMO/versions",
            "/rest/api/3/resolution", "/rest/api/3/resolution/10000", "/rest/api/3/search/jql?jql=project%3DDEMO&fields=*all", "/rest/api/3/serverInfo",
            "/rest/api/3/status", "/rest/api/3/status/10000", "/rest/api/3/statuscategory", "/rest/api/3/statuscategory/2", $"/rest/api/3/user?accountId={Watcher}",
            "/rest/api/3/user/assignable/multiProjectSearch?projectKeys=DEMO&query=a", "/rest/api/3/user/assignable/search?project=DEMO",
            $"/rest/api/3/user/bulk?accountId={Watcher}", "/rest/api/3/user/permission/search?permissions=BROWSE_PROJECTS&projectKey=DEMO&query=a",
            "/rest/api/3/user/search?query=noor", "/rest/api/3/user/viewissue/search?projectKey=DEMO&query=a", "/rest/api/3/users", "/rest/api/3/users/search",
            $"/rest/api/3/version/{version}");
        await DeleteAllAsync(
            $"{Issue}/comment/{comment}", $"{Issue}/worklog/{worklog}", $"/rest/api/3/issueLink/{link}", $"{Issue}/properties/p",
            $"{Issue}/watchers?accountId={Watcher}", $"/rest/api/3/attachment/{attachment}", "/rest/api/3/issue/DEMO-3");
    }

    private async Task CallJiraTasksAsync()
    {
        string watch = Text(await SendAsync("POST", "/rest/api/3/bulk/issues/watch", """{"selectedIssueIdsOrKeys":["DEMO-2"]}"""), "taskId");
        await GetAsync($"/rest/api/3/bulk/queue/{watch}");
        await SendAsync("POST", "/rest/api/3/bulk/issues/unwatch", """{"selectedIssueIdsOrKeys":["DEMO-2"]}""");
        await SendAsync("POST", "/rest/api/3/bulk/issues/transition", """{"bulkTransitionInputs":[{"selectedIssueIdsOrKeys":["DEMO-2"],"transitionId":"31"}]}""");
        await SendAsync("POST", "/rest/api/3/bulk/issues/fields", """
            {"selectedIssueIdsOrKeys":["DEMO-2"],"selectedActions":["labels"],
             "editedFieldsInput":{"labelsFields":[{"fieldId":"labels","bulkEditMultiSelectFieldOption":"ADD","labels":[{"name":"bulk"}]}]}}
            """);
        await SendAsync("POST", "/rest/api/3/bulk/issues/move", """
            {"targetToSourcesMapping":{"OPS,10002":{"issueIdsOrKeys":["DEMO-4"],"targetStatus":[{"statuses":{"10000":["10000"]}}]}}}
            """);
        await SendAsync("POST", "/rest/api/3/bulk/issues/delete", """{"selectedIssueIdsOrKeys":["DEMO-5"]}""");
        await SendAsync("PUT", "/rest/api/3/issues/archive/export", """{"projects":["DEMO"]}""");
        string task = await StartTaskAsync("POST", "/rest/api/3/workflowscheme/update");
        await GetAsync($"/rest/api/3/task/{task}");
        await StartTaskAsync("POST", "/rest/api/3/issue/properties", """{"entitiesIds":[20000],"properties":{"a":1}}""");
        await StartTaskAsync("POST", "/rest/api/3/issue/properties/multi", """{"issues":[{"issueID":20000,"properties":{"a":1}}]}""");
        await StartTaskAsync("PUT", "/rest/api/3/issue/properties/a", """{"value":1}""");
        await StartTaskAsync("DELETE", "/rest/api/3/issue/properties/a", """{"entityIds":[20000]}""");
        await StartTaskAsync("PUT", "/rest/api/3/issuesecurityschemes/project");
        await StartTaskAsync("DELETE", "/rest/api/3/issuesecurityschemes/1/level/2");
        await StartTaskAsync("POST", "/rest/api/3/project-template");
        await StartTaskAsync("POST", "/rest/api/3/workflowscheme/project/switch");
        await StartTaskAsync("POST", "/rest/api/3/workflowscheme/1/draft/publish");
        await StartTaskAsync("DELETE", "/rest/api/3/field/app__key/option/1/issue");
        await StartTaskAsync("DELETE", "/rest/api/3/priority/2");
        await StartTaskAsync("DELETE", "/rest/api/3/resolution/10001?replaceWith=10000");
        await StartTaskAsync("DELETE", "/rest/api/3/field/customfield_10012/context/10112/option/10102/issue?replaceWith=10103");
        await StartTaskAsync("DELETE", "/rest/api/3/field/customfield_10012");
        await StartTaskAsync("POST", "/rest/api/3/project/OPS/delete");
        Site.Tasks.Duration = TimeSpan.FromHours(1);
        await SendAsync("POST", $"/rest/api/3/task/{await StartTaskAsync("POST", "/rest/api/3/workflowscheme/update")}/cancel");
        Site.Tasks.Duration = TimeSpan.Zero;
    }

    private async Task CallWebhooksAsync()
    {
        string webhooks = $"/ex/jira/{Site.CloudId}/rest/api/3/webhook";
        JsonNode? added = await SendAsync("POST", webhooks, """
            {"url":"https://app.example.com/hooks","webhooks":[{"events":["jira:issue_created"],"jqlFilter":"project = DEMO"},{"events":["jira:issue_created"],"jqlFilter":"text ~ x"}]}
            """);
        string ids = $$"""{"webhookIds":[{{Text(added, "webhookRegistrationResult", 0, "createdWebhookId")}}]}""";
        await GetAsync(webhooks);
        await SendAsync("PUT", $"{webhooks}/refresh", ids);
        await SendAsync("DELETE", webhooks, ids);
        await SendAsync("POST", "/rest/webhooks/1.0/webhook", """{"name":"Admin","url":"https://app.example.com/hooks","events":["jira:issue_created"]}""");
    }

    private async Task CallConfluenceAsync()
    {
        string page = Text(await SendAsync("POST", "/wiki/api/v2/pages", """{"spaceId":"65000","status":"current","title":"New","body":{"representation":"storage","value":"<p>x</p>"}}"""), "id");
        await SendAsync("PUT", $"/wiki/api/v2/pages/{page}", $$$"""
            {"id":"{{{page}}}","status":"current","title":"Newer","body":{"representation":"storage","value":"<p>y</p>"},"version":{"number":2}}
            """);
        await SendAsync("PUT", $"/wiki/api/v2/pages/{page}/title", """{"status":"current","title":"Newest"}""");
        await SendAsync("POST", $"/wiki/rest/api/content/{page}/label", """[{"prefix":"global","name":"a"},{"prefix":"global","name":"b"}]""");
        string label = Text(await GetAsync($"/wiki/api/v2/pages/{page}/labels"), "results", 0, "id");
        await GetAllAsync(
            "/wiki/api/v2/labels", $"/wiki/api/v2/labels/{label}/pages", "/wiki/api/v2/pages?body-format=storage", $"/wiki/api/v2/pages/{page}?body-format=storage",
            $"/wiki/api/v2/pages/{page}/children", "/wiki/api/v2/spaces", "/wiki/api/v2/spaces/65000", "/wiki/api/v2/spaces/65000/pages",
            "/wiki/rest/api/content", "/wiki/rest/api/content/search?cql=type%3Dpage", "/wiki/rest/api/search?cql=type%3Dpage");
        await DeleteAllAsync($"/wiki/rest/api/content/{page}/label/a", $"/wiki/rest/api/content/{page}/label?name=b");
        JsonNode? copy = await SendAsync("POST", $"/wiki/rest/api/content/{page}/pagehierarchy/copy", """
            {"copyAttachments":true,"copyPermissions":true,"copyProperties":true,"copyLabels":true,"copyCustomContents":true,"copyDescendants":true,
             "destinationPageId":"98000","titleOptions":{"prefix":"Copy of "}}
            """);
        await GetAllAsync($"/wiki/rest/api/longtask/{Text(copy, "id")}", "/wiki/rest/api/longtask");
        await SendAsync("POST", "/wiki/rest/api/content/archive", """{"pages":[{"id":98001}]}""");
        await DeleteAllAsync($"/wiki/api/v2/pages/{page}", "/wiki/rest/api/content/98002/pageTree", "/wiki/rest/api/space/DOC");
    }

    private async Task CallOtherApisAsync()
    {
        string desk = Site.ServiceManagement.AddServiceDesk("OPS", "Operations");
        await GetAsync("/rest/servicedeskapi/servicedesk");
        string workspace = Text(await GetAsync("/rest/servicedeskapi/assets/workspace"), "values", 0, "workspaceId");
        await GetAsync($"/rest/servicedeskapi/servicedesk/{desk}");
        string assets = $"/ex/jira/{Site.CloudId}/jsm/assets/workspace/{workspace}/v1";
        await GetAsync($"{assets}/object/{Site.Assets.AddObject("Laptop", "Mia's laptop")}");
        await SendAsync("POST", $"{assets}/object/aql", """{"qlQuery":"objectType = Laptop"}""");
        _simulator.Bitbucket.AddRepository("acme", "repo");
        _simulator.Bitbucket.AddPullRequest("acme", "repo", "First");
        await GetAllAsync("/2.0/repositories/acme", "/2.0/repositories/acme/repo", "/2.0/repositories/acme/repo/pullrequests", "/2.0/repositories/acme/repo/pullrequests/1");
    }

    private async Task GetAllAsync(params string[] paths)
    {
        foreach (string path in paths)
        {
            await GetAsync(path);
        }
    }

    private async Task DeleteAllAsync(params string[] paths)
    {
        foreach (string path in paths)
        {
            await SendAsync("DELETE", path);
        }
    }

    private async Task<string> StartTaskAsync(string method, string path, string body = "{}") => Text(await SendAsync(method, path, body), "id");

    private Task<JsonNode?> GetAsync(string path) => SendAsync("GET", path);

    private async Task<JsonNode?> SendAsync(string method, string path, string? body = null)
    {
        using StringContent? content = body is null ? null : new(body, Encoding.UTF8, "application/json");
        return await SendAsync(method, path, content);
    }

    private async Task<JsonNode?> SendAsync(string method, string path, HttpContent? content)
    {
        (Uri origin, AuthenticationHeaderValue login) = path.Split('/')[1] switch
        {
            "2.0" => (_simulator.BitbucketOrigin, new AuthenticationHeaderValue("Bearer", "simulated-bitbucket-token")),
            "ex" => (_simulator.GatewayOrigin, new AuthenticationHeaderValue("Bearer", _accessToken)),
            _ => (_simulator.SiteOrigin, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(_simulator.Account.Email + ":token")))),
        };
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(origin, path)) { Content = content, Headers = { Authorization = login } };
        request.Headers.Add("X-Atlassian-Token", "no-check");
        using HttpResponseMessage response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.SeeOther, $"{method} {path} was answered with {(int)response.StatusCode}: {text}");
        SimulatedOperation operation = _simulator.Requests[^1].Operation ?? throw new InvalidOperationException($"No operation has the path '{path}'.");
        bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        _answers.Add(new SimulatorAnswer(operation, isJson ? text : ""));
        return isJson && text.Length > 0 ? JsonNode.Parse(text) : null;
    }

    private string SignIn()
    {
        const string Callback = "http://127.0.0.1/callback";
        Uri consent = new(_simulator.Authorization.Authorize(AuthorizeRequest.From(new Dictionary<string, string>
        {
            ["audience"] = "api.atlassian.com",
            ["client_id"] = _simulator.App.ClientId,
            ["redirect_uri"] = Callback,
            ["state"] = "s",
            ["response_type"] = "code",
            ["prompt"] = "consent",
            ["scope"] = Scopes,
        })).Redirect!);
        return _simulator.Authorization.Exchange(new TokenRequest
        {
            GrantType = "authorization_code",
            ClientId = _simulator.App.ClientId,
            ClientSecret = _simulator.App.ClientSecret,
            Code = System.Web.HttpUtility.ParseQueryString(consent.Query)["code"],
            RedirectUri = Callback,
        }).AccessToken!;
    }

    private static string Text(JsonNode? node, params object[] path)
    {
        foreach (object step in path)
        {
            node = step is int index ? node![index] : node![(string)step];
        }

        return node!.ToString();
    }
}
