using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>A configuration, or why there is none.</summary>
/// <param name="ProjectPath">The project that the options are from; the document where the build does not tell.</param>
/// <param name="Configuration">What is asked of the document.</param>
/// <param name="Diagnostics">What is wrong with the options.</param>
internal sealed record ConfigurationResult(string ProjectPath, ApiConfiguration? Configuration, EquatableArray<DiagnosticInfo> Diagnostics);
