using System.Diagnostics.CodeAnalysis;
using Leeway.Generator.Configuration;
using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Tests.Driving;

/// <summary>The options of a compilation: the metadata of each document, the path of the project file, and the scopes that an MSBuild property declares.</summary>
public sealed class DocumentOptions(IEnumerable<DocumentInput> documents, string? scopes = null) : AnalyzerConfigOptionsProvider
{
    /// <summary>The path of the project file, which contains the options.</summary>
    public const string ProjectPath = "/consumer/Consumer.csproj";

    private readonly Dictionary<string, Values> _byPath = documents.ToDictionary(static d => d.Path, static d => new Values(d.Metadata()), StringComparer.Ordinal);

    public override AnalyzerConfigOptions GlobalOptions { get; } = scopes is null
        ? Values.ForProject
        : new Values(new() { [ConfigurationReader.ProjectKey] = ProjectPath, [DeclaredScopes.PropertyKey] = scopes });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Values.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _byPath.GetValueOrDefault(textFile.Path, Values.None);

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public static readonly Values None = new([]);
        public static readonly Values ForProject = new(new() { [ConfigurationReader.ProjectKey] = ProjectPath });

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
