using Leeway;
using Leeway.Confluence;
using Leeway.Jira;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddAtlassian(options =>
    {
        IConfigurationSection atlassian = builder.Configuration.GetSection("Atlassian");
        options.ClientId = atlassian["ClientId"]!;
        options.ClientSecret = atlassian["ClientSecret"]!;
        options.Login = AtlassianLogin.ServiceAccount;
        options.Endpoints.AuthorizationServer = new Uri(atlassian["AuthorizationServer"]!);
        options.Endpoints.Gateway = new Uri(atlassian["Gateway"]!);
    })
    .AddJira()
    .AddConfluence();

WebApplication app = builder.Build();
app.MapGet("/issues/{key}", async (string key, IJiraClient jira, CancellationToken cancellationToken) =>
    (await jira.Issues.GetIssueAsync(key, cancellationToken: cancellationToken)).Fields?["summary"].GetString());
app.MapGet("/spaces", async (ISpaceApi spaces, CancellationToken cancellationToken) =>
    (await spaces.GetSpacesAsync(cancellationToken: cancellationToken)).Results?.Select(static space => space.Key));
app.Run();
