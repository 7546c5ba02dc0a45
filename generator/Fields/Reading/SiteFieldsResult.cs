using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Fields.Reading;

/// <summary>What was read from a file of fields.</summary>
/// <param name="Path">The file.</param>
/// <param name="Fields">The fields; null if the file has an error.</param>
/// <param name="Diagnostics">The errors and warnings.</param>
internal sealed record SiteFieldsResult(string Path, SiteFields? Fields, EquatableArray<DiagnosticInfo> Diagnostics);
