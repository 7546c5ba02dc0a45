namespace Leeway.RichText;

/// <summary>Creates a node that was read; returns null if the schema does not allow what was read.</summary>
internal delegate AdfNode? AdfNodeFactory(in AdfNodeParts parts);
