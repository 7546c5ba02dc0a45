namespace Leeway.Generator;

/// <summary>An API of the project that a referenced assembly has, too.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Namespace">The namespace that both have it in.</param>
/// <param name="Document">The name by which the project named the document.</param>
internal sealed record ReferencedApi(string Assembly, string Namespace, string Document);
