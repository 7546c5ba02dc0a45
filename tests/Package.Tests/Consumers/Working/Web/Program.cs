using Leeway.Confluence;
using Leeway.Jira;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddAtlassian(builder.Configuration.GetSection("Atlassian"))
    .AddJira()
    .AddConfluence();

WebApplication app = builder.Build();
app.MapGet("/issues/{key}", async (string key, IJiraClient jira, CancellationToken cancellationToken) =>
    (await jira.Issues.GetIssueAsync(key, cancellationToken: cancellationToken)).Fields?.Summary);
app.MapGet("/spaces", async (ISpaceApi spaces, CancellationToken cancellationToken) =>
    (await spaces.GetSpacesAsync(cancellationToken: cancellationToken)).Results?.Select(static space => space.Key));
app.Run();
