namespace Leeway.Generator.Shaping;

/// <summary>A member of a type whose name is not known yet.</summary>
internal sealed record PropertyNode(string WireName, TypeReference Type, bool IsRequired, bool IsReadOnly, bool IsDeprecated, bool IsClearedByNull, string? Summary);
