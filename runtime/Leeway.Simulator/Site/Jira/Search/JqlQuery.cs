namespace Leeway.Simulator.Site.Jira;

/// <summary>A query that was parsed.</summary>
/// <param name="Condition">Selects the issues.</param>
/// <param name="Orders">Compare two issues, the most important first.</param>
internal sealed record JqlQuery(Predicate<JiraIssue> Condition, IReadOnlyList<Comparison<JiraIssue>> Orders)
{
    public List<JiraIssue> Select(List<JiraIssue> issues)
    {
        // OrderBy is stable: issues that are equal keep their order.
        List<JiraIssue> found = issues.FindAll(Condition);
        return Orders.Count == 0 ? found : [.. found.Order(Comparer<JiraIssue>.Create(Compare))];
    }

    private int Compare(JiraIssue left, JiraIssue right)
    {
        foreach (Comparison<JiraIssue> order in Orders)
        {
            int result = order(left, right);
            if (result != 0)
            {
                return result;
            }
        }

        return 0;
    }
}
