namespace Leeway.Generator.Servers;

/// <summary>A server of a document. Untrusted.</summary>
/// <param name="Url">The address as in the document, with its variables in braces.</param>
/// <param name="Variables">The variables that the document declares.</param>
internal sealed record ServerFacts(string Url, EquatableArray<ServerVariableFacts> Variables);

/// <summary>A variable of a server. Untrusted.</summary>
/// <param name="Default">The default, or null. It can be a placeholder, such as the variable's own name.</param>
/// <param name="Values">The allowed values; empty if every value is allowed.</param>
internal sealed record ServerVariableFacts(string Name, string? Default, EquatableArray<string> Values);

/// <summary>A value that the project sets for a variable.</summary>
internal sealed record ServerVariable(string Name, string Value);
