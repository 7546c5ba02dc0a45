using System.Diagnostics.CodeAnalysis;
using Leeway.Generator.Configuration;
using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Tests.Driving;

/// <summary>The options of a compilation: metadata for each document, the project's own file, and the scopes that a property declares.</summary>
internal sealed class DocumentOptions(IEnumerable<DocumentInput> documents, string? scopes = null) : AnalyzerConfigOptionsProvider
{
    /// <summary>The project file, where options stand.</summary>
    public const string ProjectPath = "/consumer/Consumer.csproj";

    private readonly Dictionary<string, Values> _byPath = documents.ToDictionary(static d => d.Path, static d => new Values(d.Metadata()), StringComparer.Ordinal);

    public override AnalyzerConfigOptions GlobalOptions { get; } = scopes is null
        ? Values.OfProject
        : new Values(new() { [ConfigurationReader.ProjectKey] = ProjectPath, [DeclaredScopes.PropertyKey] = scopes });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Values.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _byPath.GetValueOrDefault(textFile.Path, Values.None);

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static readonly Values None = new([]);
        public static readonly Values OfProject = new(new() { [ConfigurationReader.ProjectKey] = ProjectPath });

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
