namespace Leeway.Generator.Scopes;

/// <summary>A name in the project's code that may be that of a generated method.</summary>
/// <param name="Name">The name.</param>
/// <param name="Property">The member on which it is called, as <c>Issues</c> in <c>jira.Issues.GetIssueAsync</c>; null where that is spelled otherwise.</param>
internal sealed record CalledName(string Name, string? Property);
