using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Shaping;

/// <summary>What is generated for a document, and what is wrong with the way there.</summary>
internal sealed record ShapeResult(ClientShape Client, EquatableArray<DiagnosticInfo> Diagnostics);
