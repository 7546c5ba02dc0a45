namespace Leeway.Simulator.Site.Jira;

/// <summary>The conditions that a query can have.</summary>
internal interface IJqlConditions
{
    /// <summary>Creates a condition.</summary>
    /// <param name="field">The name of the field.</param>
    /// <param name="symbol">The operator, in capitals.</param>
    /// <param name="values">The values: one, unless the operator is <c>IN</c> or <c>NOT IN</c>.</param>
    /// <exception cref="FormatException">The condition is invalid or not supported.</exception>
    Predicate<JiraIssue> Create(string field, string symbol, List<string> values);
}
