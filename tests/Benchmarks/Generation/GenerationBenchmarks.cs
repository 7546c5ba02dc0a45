using BenchmarkDotNet.Attributes;
using Leeway.Generator;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.OpenApi;

namespace Leeway.Benchmarks.Generation;

/// <summary>Compares generation with parsing the same text with Microsoft.OpenApi, which is part of it.</summary>
[MemoryDiagnoser]
public class GenerationBenchmarks
{
    private string _text = "";
    private DocumentInput _document = null!;
    private CSharpCompilation _project = null!;
    private CSharpCompilation _edited = null!;
    private GeneratorDriver _warm = null!;

    [Params("jira", "jira-software", "jira-service-management", "confluence", "confluence-v1")]
    public string Document { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _document = DocumentInput.Committed(Document);
        _text = _document.Text;
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        _project = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("internal static class Program;", parse)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(static p => Path.GetFileName(p) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "Leeway.dll"))
                .Select(static p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _edited = _project.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class Other;", parse));
        _warm = CreateDriver().RunGenerators(_project);
        if (_warm.GetRunResult().GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException("The generator produced no sources.");
        }
    }

    /// <summary>The baseline.</summary>
    [Benchmark(Baseline = true)]
    public object? ParseWithMicrosoftOpenApi() => OpenApiDocument.Parse(_text, "json").Document;

    /// <summary>All stages, from the text to the syntax trees, in a warm compiler.</summary>
    [Benchmark]
    public object Generate() => CreateDriver().RunGenerators(_project);

    /// <summary>The cost of an edit elsewhere in the project.</summary>
    [Benchmark]
    public object UnrelatedEdit() => _warm.RunGenerators(_edited);

    private CSharpGeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new AtlassianApiGenerator().AsSourceGenerator()],
        [new InMemoryText(_document.Path, _text)],
        (CSharpParseOptions)_project.SyntaxTrees[0].Options,
        new DocumentOptions([_document]));
}
