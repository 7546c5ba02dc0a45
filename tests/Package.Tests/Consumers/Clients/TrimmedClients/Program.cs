using System.Net.Http.Headers;
using System.Text;
using Leeway;
using Leeway.Fields;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;
using Refit;

// A trimmed application that uses one client by itself, with a custom field of the site, one through Refit, and one not at all.
string site = Environment.GetEnvironmentVariable("ATLASSIAN_SITE")!;
string email = Environment.GetEnvironmentVariable("ATLASSIAN_EMAIL")!;
string token = Environment.GetEnvironmentVariable("ATLASSIAN_API_TOKEN")!;
await using var connection = AtlassianConnection.Open(new AtlassianOptions { Site = site, Login = AtlassianLogin.ApiToken(email, token) });
Issue issue = await new JiraClient(connection.Caller).Issues.GetIssueAsync("DEMO-1");
Console.WriteLine(issue.Key);
Console.WriteLine(issue.Fields!.Severity == SeverityOption.High);

await using ServiceProvider services = new ServiceCollection()
    .AddRefitGeneratedClient<IMyselfApi>().ConfigureHttpClient(http =>
    {
        http.BaseAddress = new Uri(site);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}")));
    }).Services
    .BuildServiceProvider();
Console.WriteLine((await services.GetRequiredService<IMyselfApi>().GetCurrentUserAsync()).EmailAddress);
