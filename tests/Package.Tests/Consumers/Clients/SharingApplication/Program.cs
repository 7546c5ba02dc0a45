using System.Net.Http.Headers;
using System.Text;
using Leeway;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;
using Refit;
using SharedTypes;

[assembly: AtlassianScopes("read:jira-work", "read:jira-user")]

// An application and a library with the types of one package, which this application registers, injects, and creates through Refit.
string site = Environment.GetEnvironmentVariable("ATLASSIAN_SITE")!;
string email = Environment.GetEnvironmentVariable("ATLASSIAN_EMAIL")!;
string token = Environment.GetEnvironmentVariable("ATLASSIAN_API_TOKEN")!;
await using ServiceProvider services = new ServiceCollection()
    .AddAtlassian(options =>
    {
        options.Site = site;
        options.Login = AtlassianLogin.ApiToken(email, token);
    })
    .AddJira()
    .Services.AddRefitGeneratedClient<IIssuesApi>().UseAtlassian().Services
    .BuildServiceProvider();

User author = await Authors.FindAsync(services.GetRequiredService<IMyselfApi>());
Console.WriteLine(author.EmailAddress);

using HttpClient http = new() { BaseAddress = new Uri(site) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}")));
Console.WriteLine((await Create<IIssuesApi>(http).GetIssueAsync("DEMO-1")).Key);
Console.WriteLine(string.Join(' ', AtlassianScopes.Required));

// The generator does not see which interface this is.
static TApi Create<TApi>(HttpClient http) => RestService.For<TApi>(http);
