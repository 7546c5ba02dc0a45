using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Fields.Reading;

/// <summary>The options of one <c>AtlassianFields</c> item.</summary>
/// <param name="Path">The file of fields.</param>
/// <param name="File">The name of the file, for messages.</param>
/// <param name="Namespace">The namespace of the generated code.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
internal sealed record FieldsConfiguration(string Path, string File, string Namespace, string Accessibility);

/// <summary>A configuration, or the reasons why there is none.</summary>
/// <param name="ProjectPath">The project file that has the options, or the file of fields if the build does not pass the project file.</param>
/// <param name="Configuration">The options; null if they are not valid.</param>
/// <param name="Diagnostics">The errors in the options.</param>
internal sealed record FieldsConfigurationResult(string ProjectPath, FieldsConfiguration? Configuration, EquatableArray<DiagnosticInfo> Diagnostics);
