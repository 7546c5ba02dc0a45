using System.Net.Http.Headers;
using System.Text;
using Leeway;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;
using Refit;

// A trimmed application that uses one client by itself, one through Refit, and one not at all.
string site = Environment.GetEnvironmentVariable("ATLASSIAN_SITE")!;
string email = Environment.GetEnvironmentVariable("ATLASSIAN_EMAIL")!;
string token = Environment.GetEnvironmentVariable("ATLASSIAN_API_TOKEN")!;
await using var connection = AtlassianConnection.Open(new AtlassianOptions { Site = site, Login = AtlassianLogin.ApiToken(email, token) });
Console.WriteLine((await new JiraClient(connection.Caller).Issues.GetIssueAsync("DEMO-1")).Key);

await using ServiceProvider services = new ServiceCollection()
    .AddRefitGeneratedClient<IMyselfApi>().ConfigureHttpClient(http =>
    {
        http.BaseAddress = new Uri(site);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}")));
    }).Services
    .BuildServiceProvider();
Console.WriteLine((await services.GetRequiredService<IMyselfApi>().GetCurrentUserAsync()).EmailAddress);
