using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Cli.Dev.Generation;

/// <summary>The options of a compilation that has one document.</summary>
internal sealed class ProjectOptions(IReadOnlyDictionary<string, string> metadata) : AnalyzerConfigOptionsProvider
{
    private readonly Values _metadata = new(metadata);

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new Dictionary<string, string>());

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _metadata;

    private sealed class Values(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
