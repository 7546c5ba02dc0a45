using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Tests.Driving;

/// <summary>The options of a compilation: metadata for each document.</summary>
internal sealed class DocumentOptions(IEnumerable<DocumentInput> documents) : AnalyzerConfigOptionsProvider
{
    private readonly Dictionary<string, Values> _byPath = documents.ToDictionary(static d => d.Path, static d => new Values(d.Metadata()), StringComparer.Ordinal);

    public override AnalyzerConfigOptions GlobalOptions => Values.None;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Values.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _byPath.GetValueOrDefault(textFile.Path, Values.None);

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static readonly Values None = new([]);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
