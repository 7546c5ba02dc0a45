using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Reading;

/// <summary>The result of reading a document: its facts, or null if it cannot be read, and the diagnostics.</summary>
internal sealed record DocumentResult(string Path, ApiDocument? Document, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static DocumentResult Failed(DiagnosticInfo diagnostic) => new(diagnostic.Path, null, [diagnostic]);
}
