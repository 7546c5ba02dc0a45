using System.Net.Http.Headers;
using System.Net.Http.Json;
using Leeway.Benchmarks.Json.Twins;

namespace Leeway.Benchmarks.Calls;

/// <summary>A minimal handwritten client: two operations for one user at one site, with a token that never expires.</summary>
internal sealed class HandWrittenClient : IDisposable
{
    public const string CloudId = "11111111-2222-4333-8444-555555555555";

    private readonly HttpClient _client;

    public HandWrittenClient(HttpClient client)
    {
        _client = client;
        _client.BaseAddress = new Uri($"https://api.atlassian.com/ex/jira/{CloudId}/");
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "access");
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Benchmark", "1.0"));
    }

    public async Task<User> GetCurrentUserAsync(string? expand = null, CancellationToken cancellationToken = default) =>
        (await _client.GetFromJsonAsync(
            "rest/api/3/myself" + (expand is null ? "" : "?expand=" + Uri.EscapeDataString(expand)),
            ModelsContext.Default.User,
            cancellationToken).ConfigureAwait(false))!;

    public async Task<Page<Project>> SearchProjectsAsync(int startAt, int maxResults, string query, CancellationToken cancellationToken = default) =>
        (await _client.GetFromJsonAsync(
            $"rest/api/3/project/search?startAt={startAt}&maxResults={maxResults}&query={Uri.EscapeDataString(query)}",
            ModelsContext.Default.PageProject,
            cancellationToken).ConfigureAwait(false))!;

    public void Dispose() => _client.Dispose();
}
