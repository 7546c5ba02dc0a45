using System.Globalization;
using System.Text;
using Leeway.Generator;
using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Dev.Generation;

/// <summary>The result of running the generator in a compilation that has no other sources.</summary>
/// <param name="Product">The namespace and name of the generated product, which are unique in a folder; empty if an option is
/// wrong.</param>
/// <param name="Files">The bytes of each file by name, as <c>EmitCompilerGeneratedFiles</c> writes them.</param>
/// <param name="Faults">The generator's diagnostics, one line each.</param>
/// <param name="Failed">Whether there is nothing to write, because a build would fail or would generate nothing.</param>
internal sealed record SourceGeneration(string Product, IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Faults, bool Failed)
{
    public static SourceGeneration Run(GenerationSettings settings, CancellationToken cancellationToken)
    {
        ProjectOptions options = new(settings.ToMetadata());
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new AtlassianApiGenerator().AsSourceGenerator()], [settings.Document], optionsProvider: options)
            .RunGenerators(CSharpCompilation.Create("Project", references: [CreateRuntime()]), cancellationToken);
        GeneratorRunResult run = driver.GetRunResult().Results[0];
        if (run.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator failed.", exception);
        }

        ApiConfiguration? configuration = ConfigurationReader.Read(settings.Document.Path, options.GetOptions(settings.Document), options.GlobalOptions)?.Configuration;
        return new SourceGeneration(
            configuration is null ? "" : $"{configuration.Namespace}.{configuration.Name}",

            // The scopes file lists the scopes of a project's calls, and there is no project here.
            run.GeneratedSources.Where(static s => s.HintName != "AtlassianScopes.g.cs").ToDictionary(static s => s.HintName, static s => Encode(s.SourceText), StringComparer.Ordinal),
            [.. run.Diagnostics.Select(static d => $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}")],
            // A build continues if a document has no operations, but here there would be nothing to write.
            run.Diagnostics.Any(static d => d.Severity == DiagnosticSeverity.Error || d.Id == DiagnosticDescriptors.NoOperations.Id));
    }

    /// <summary>An empty assembly: the generator reads the name of the reference alone.</summary>
    private static CompilationReference CreateRuntime() => CSharpCompilation.Create(
        "Leeway",
        references: [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();

    private static byte[] Encode(SourceText text)
    {
        using MemoryStream bytes = new();
        using (StreamWriter writer = new(bytes, text.Encoding ?? Encoding.UTF8))
        {
            text.Write(writer, CancellationToken.None);
        }

        return bytes.ToArray();
    }
}
