namespace Leeway.Generator.Shaping;

/// <summary>An interface as the root sees it.</summary>
/// <param name="InterfaceName">Such as <c>IIssuesApi</c>.</param>
/// <param name="ClientName">The implementing class, such as <c>IssuesApi</c>.</param>
/// <param name="PropertyName">The root's property, such as <c>Issues</c>.</param>
internal sealed record InterfaceReference(string Tag, string InterfaceName, string ClientName, string PropertyName);
