namespace Leeway.Generator.Shaping;

/// <summary>A member of a type that does not have a name yet.</summary>
internal sealed record PropertyNode(string WireName, TypeReference Type, bool IsRequired, bool IsReadOnly, bool IsDeprecated, bool IsClearedByNull, string? Summary);
