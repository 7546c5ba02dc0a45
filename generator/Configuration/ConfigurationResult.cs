using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>A configuration, or the reasons why there is none.</summary>
/// <param name="ProjectPath">The project file that contains the options, or the document if the build does not pass the project file.</param>
/// <param name="Configuration">The options, or null if they are not valid.</param>
/// <param name="Diagnostics">The errors in the options.</param>
internal sealed record ConfigurationResult(string ProjectPath, ApiConfiguration? Configuration, EquatableArray<DiagnosticInfo> Diagnostics);
