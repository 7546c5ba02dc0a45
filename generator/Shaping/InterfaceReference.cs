namespace Leeway.Generator.Shaping;

/// <summary>The facts about an interface that the product's client needs.</summary>
/// <param name="InterfaceName">The name of the interface, such as <c>IIssuesApi</c>.</param>
/// <param name="ClientName">The name of the implementing class, such as <c>IssuesApi</c>.</param>
/// <param name="PropertyName">The property of the product's client, such as <c>Issues</c>.</param>
internal sealed record InterfaceReference(string Tag, string InterfaceName, string ClientName, string PropertyName);
