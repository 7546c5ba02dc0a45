using ConnectJira;
using Leeway;
using Leeway.AspNetCore.Webhooks;
using Leeway.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.AddDatabase();
builder.Services.AddRazorPages();
builder.Services.AddHealthChecks().AddAtlassianGrants().AddAtlassianWebhooks();
builder.Services.AddAtlassian(builder.Configuration.GetSection("Atlassian"), options => options.Scopes = [.. AtlassianScopes.Required])
    .AddJira().AddWebhooks().KeepJiraWebhook(IssueWebhook.Describe).AddSignIn(options => options.UseBrowserGrants())
    .ProtectTokensWithDataProtection().StoreGrantsInDatabase<GrantDbContext>().StoreWebhooksInDatabase<WebhookDbContext>();

var app = builder.Build();
app.MapAtlassianSignIn("/atlassian");
app.MapRazorPages().RequireAtlassian();
app.MapAtlassianWebhooks("/hooks", hooks => hooks.On<IssueEvent, IssueLog>());
app.MapHealthChecks("/health");
app.Run();
