using System.Globalization;
using System.Text;
using Leeway.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Cli.Generation;

/// <summary>A run of the generator in a compiler that has nothing else to compile.</summary>
/// <param name="Files">The bytes of each file by its name, as <c>EmitCompilerGeneratedFiles</c> writes them.</param>
/// <param name="Faults">What the generator has to say, a line each.</param>
/// <param name="Failed">Whether a build would fail.</param>
internal sealed record SourceGeneration(IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Faults, bool Failed)
{
    public static SourceGeneration Run(GenerationSettings settings, CancellationToken cancellationToken)
    {
        // The generator looks at the names and versions of the references alone.
        List<MetadataReference> references = [Assembly("Leeway", new Version(1, 0))];
        if (settings.Refit is { } refit)
        {
            references.Add(Assembly("Refit", refit));
        }

        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new AtlassianApiGenerator().AsSourceGenerator()], [settings.Document], optionsProvider: new ProjectOptions(settings.ToMetadata()))
            .RunGenerators(CSharpCompilation.Create("Project", references: references), cancellationToken);
        GeneratorRunResult run = driver.GetRunResult().Results[0];
        if (run.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator failed.", exception);
        }

        return new SourceGeneration(
            // The scopes of a project are those of its calls, and here is no project.
            run.GeneratedSources.Where(static s => s.HintName != "AtlassianScopes.g.cs").ToDictionary(static s => s.HintName, static s => Bytes(s.SourceText), StringComparer.Ordinal),
            [.. run.Diagnostics.Select(static d => $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}")],
            run.Diagnostics.Any(static d => d.Severity == DiagnosticSeverity.Error));
    }

    private static CompilationReference Assembly(string name, Version version)
    {
        SyntaxTree attribute = CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]", cancellationToken: CancellationToken.None);
        return CSharpCompilation.Create(
            name,
            [attribute],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
    }

    private static byte[] Bytes(SourceText text)
    {
        using MemoryStream bytes = new();
        using (StreamWriter writer = new(bytes, text.Encoding ?? Encoding.UTF8))
        {
            text.Write(writer, CancellationToken.None);
        }

        return bytes.ToArray();
    }
}
