using System.Net.Http.Headers;
using System.Text;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;
using Refit;

// This application creates all clients through Refit: Leeway's, and those of its own interfaces.
await using ServiceProvider services = new ServiceCollection()
    .AddRefitGeneratedClient<IIssuesApi>().ConfigureHttpClient(Configure).Services
    .AddRefitGeneratedClient<IServerInformation>().ConfigureHttpClient(Configure).Services
    .BuildServiceProvider();

Issue issue = await services.GetRequiredService<IIssuesApi>().GetIssueAsync("DEMO-1");
Console.WriteLine($"{issue.Key}: {issue.Fields?.Summary}");
Console.WriteLine((await services.GetRequiredService<IServerInformation>().GetAsync()).Contains("Cloud", StringComparison.Ordinal));

using HttpClient http = new();
Configure(http);
Console.WriteLine((await RestService.For<IIssuesApi>(http).GetIssueAsync("DEMO-1")).Key);

static void Configure(HttpClient client)
{
    client.BaseAddress = new Uri(Environment.GetEnvironmentVariable("ATLASSIAN_SITE")!);
    string login = $"{Environment.GetEnvironmentVariable("ATLASSIAN_EMAIL")}:{Environment.GetEnvironmentVariable("ATLASSIAN_API_TOKEN")}";
    client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
}

internal interface IServerInformation
{
    [Get("/rest/api/3/serverInfo")]
    Task<string> GetAsync();
}
