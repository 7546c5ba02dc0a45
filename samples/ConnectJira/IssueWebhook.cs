using Leeway.Grants;
using Leeway.Queries;
using Leeway.Sites;
using Leeway.Webhooks;

namespace ConnectJira;

/// <summary>The webhook that is kept registered for each user, if its address and a project are configured.</summary>
internal static class IssueWebhook
{
    public static ValueTask<JiraWebhookDescription?> Describe(IServiceProvider services, GrantId grant, Site site, CancellationToken cancellationToken)
    {
        IConfigurationSection section = services.GetRequiredService<IConfiguration>().GetSection("Webhooks");
        return new(section["Url"] is not { Length: > 0 } url || section["Project"] is not { Length: > 0 } project ? null : new JiraWebhookDescription
        {
            Url = new Uri(url),
            JqlFilter = Jql.Query($"project = {project}"),
            Events = ["jira:issue_created", "jira:issue_updated", "jira:issue_deleted"],
        });
    }
}
