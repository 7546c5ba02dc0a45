using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Reading;

/// <summary>What came of reading a document: its facts, where it has any, and what is wrong with it.</summary>
internal sealed record DocumentResult(string Path, ApiDocument? Document, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static DocumentResult Failed(DiagnosticInfo diagnostic) => new(diagnostic.Path, null, [diagnostic]);
}
