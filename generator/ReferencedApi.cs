namespace Leeway.Generator;

/// <summary>An API of the project that a referenced assembly also generates.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Namespace">The namespace of both.</param>
/// <param name="Document">The name that the project uses for the document.</param>
internal sealed record ReferencedApi(string Assembly, string Namespace, string Document);
