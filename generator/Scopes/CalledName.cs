namespace Leeway.Generator.Scopes;

/// <summary>A name in the project's code that may be the name of a generated method.</summary>
/// <param name="Name">The name.</param>
/// <param name="Property">The member on which the method is called, such as <c>Issues</c> in <c>jira.Issues.GetIssueAsync</c>; null if the receiver is not a member.</param>
internal sealed record CalledName(string Name, string? Property);
