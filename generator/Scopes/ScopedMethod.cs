namespace Leeway.Generator.Scopes;

/// <summary>A generated method with the scopes of its operation.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Property">The property of the product's client that returns the method's interface.</param>
internal sealed record ScopedMethod(string Name, string Property, OperationScopes Scopes);
