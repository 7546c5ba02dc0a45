using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace HandWritten;

/// <summary>The calls of the report.</summary>
internal sealed class JiraApi(HttpClient http, TokenFile tokens, Uri gateway)
{
    public const string ClientName = "jira";

    private string? _cloudId;

    public Task<Issue> CreateIssueAsync(NewIssue issue) =>
        SendAsync(HttpMethod.Post, "issue", JsonContent.Create(issue, JiraJson.Default.NewIssue), JiraJson.Default.Issue);

    public async Task AddCommentAsync(string key, NewComment comment)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Post, $"issue/{Uri.EscapeDataString(key)}/comment", JsonContent.Create(comment, JiraJson.Default.NewComment));
    }

    public Task<Attachment[]> AddAttachmentAsync(string key, byte[] bytes, string fileName)
    {
        ByteArrayContent file = new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
        return SendAsync(HttpMethod.Post, $"issue/{Uri.EscapeDataString(key)}/attachments", new MultipartFormDataContent { { file, "file", fileName } }, JiraJson.Default.AttachmentArray);
    }

    public async Task<string> DownloadAsync(string id)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, $"attachment/content/{Uri.EscapeDataString(id)}", content: null);
        return await response.Content.ReadAsStringAsync();
    }

    public Task<SearchResults> SearchAsync(string jql, string fields) =>
        SendAsync(HttpMethod.Get, $"search/jql?jql={Uri.EscapeDataString(jql)}&fields={fields}", content: null, JiraJson.Default.SearchResults);

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type)
    {
        using HttpResponseMessage response = await SendAsync(method, path, content);
        return (await response.Content.ReadFromJsonAsync(type))!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        AuthenticationHeaderValue login = new("Bearer", await tokens.GetAccessTokenAsync());
        _cloudId ??= await FindSiteAsync(login);
        using HttpRequestMessage request = new(method, new Uri(gateway, $"/ex/jira/{_cloudId}/rest/api/3/{path}")) { Content = content };
        request.Headers.Authorization = login;
        request.Headers.Add("X-Atlassian-Token", "no-check");
        HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return response;
    }

    private async Task<string> FindSiteAsync(AuthenticationHeaderValue login)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(gateway, "/oauth/token/accessible-resources"));
        request.Headers.Authorization = login;
        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(JiraJson.Default.ResourceArray))![0].Id;
    }
}
