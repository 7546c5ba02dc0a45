using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>A configuration, or why there is none.</summary>
internal sealed record ConfigurationResult(ApiConfiguration? Configuration, EquatableArray<DiagnosticInfo> Diagnostics);
