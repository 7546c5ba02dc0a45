using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Shaping;

/// <summary>The code that is generated for a document, with the diagnostics.</summary>
internal sealed record ShapeResult(ClientShape Client, EquatableArray<DiagnosticInfo> Diagnostics);
