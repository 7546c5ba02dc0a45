using Leeway.Calls;
using Leeway.Grants;
using Leeway.Jira;
using Leeway.Queries;
using Leeway.Sites;

namespace CustomerWorker;

/// <summary>The work for one customer: counts the open issues at each of the customer's sites.</summary>
internal sealed partial class CustomerWork(IJiraClient jira, ISiteDirectory sites, ILogger<CustomerWork> logger)
{
    private const string Done = "Done";

    public async Task RunAsync(GrantId customer, CancellationToken cancellationToken)
    {
        foreach (Site site in await sites.ListAsync(customer, cancellationToken))
        {
            if (site.HasJira)
            {
                IJiraClient theirs = jira.For(customer, site.CloudId);
                IssueCount open = await theirs.IssueSearch.CountIssuesAsync(new CountIssuesRequest { Jql = Jql.Query($"status != {Done}") }, cancellationToken);
                LogOpenIssues(customer, open.Count, site.Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Customer} has {Count} open issues at {Site}.")]
    private partial void LogOpenIssues(GrantId customer, long? count, string site);
}
