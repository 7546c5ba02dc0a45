using System.Collections.Concurrent;
using System.Collections.Immutable;
using Leeway.Generator.Shaping;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Driving;

/// <summary>Runs the generator in a compiler, as a build does.</summary>
internal sealed class Generation
{
    /// <summary>The references of every project: .NET, Leeway and Refit.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static p => Path.GetFileName(p) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name is "netstandard.dll" or "Leeway.dll" or "Refit.dll" or "Refit.HttpClientFactory.dll"))
            .Select(static p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>The project before the generator runs, one for each version of C#. Binding its references is most of the work of a small run.</summary>
    private static readonly ConcurrentDictionary<LanguageVersion, CSharpCompilation> s_projects = new();

    private static readonly ConcurrentDictionary<string, Lazy<Generation>> s_ofDocuments = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Lazy<Generation>> s_ofSamples = new(StringComparer.Ordinal);

    private readonly ImmutableArray<DocumentInput> _documents;
    private readonly ImmutableArray<AdditionalText> _texts;
    private readonly CSharpCompilation _compilation;
    private readonly GeneratorDriver _driver;

    private Generation(ImmutableArray<DocumentInput> documents, ImmutableArray<AdditionalText> texts, CSharpCompilation compilation, GeneratorDriver driver)
    {
        _documents = documents;
        _texts = texts;
        _compilation = compilation;
        _driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        Output = (CSharpCompilation)output;
    }

    /// <summary>The project with the generated code.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>The client of the only document.</summary>
    public ClientShape Client => ((ShapeResult)Reasons(StepNames.Shapes).Single().Value).Client;

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public ImmutableArray<Diagnostic> Diagnostics => _driver.GetRunResult().Diagnostics;

    /// <summary>The text of each generated file, by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources =>
        Result.GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>Returns the generated code of a whole committed document, which is generated once for all tests.</summary>
    public static Generation OfCommitted(string document) =>
        s_ofDocuments.GetOrAdd(document, static name => new Lazy<Generation>(() => Of(DocumentInput.Committed(name)))).Value;

    /// <summary>Returns the generated code of the operations of a committed document that tests of every operation use: every tenth by default.</summary>
    public static Generation OfSample(string document) => s_ofSamples.GetOrAdd(document, static name => new Lazy<Generation>(() =>
        TestSize.IsFull ? OfCommitted(name) : OfCommitted(name, static whole => whole with { Operations = SampleOperations(whole.Api) }))).Value;

    /// <summary>Returns the ids of the operations that tests of every operation use, as an option of the document.</summary>
    public static string SampleOperations(string document) =>
        string.Join(',', TestSize.Of([.. OfCommitted(document).Client.Interfaces.SelectMany(static i => i.Operations).Select(static o => o.Id)]));

    /// <summary>
    /// Runs the generator on a committed document with other options, as after an edit of the project file: the document is read once for
    /// all tests.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="choose">Sets the options.</param>
    public static Generation OfCommitted(string document, Func<DocumentInput, DocumentInput> choose)
    {
        Generation whole = OfCommitted(document);
        return whole.AfterChangeOf(whole._documents[0], choose(whole._documents[0]));
    }

    public static Generation Of(params DocumentInput[] documents) => Of(LanguageVersion.Latest, documents);

    public static Generation Of(LanguageVersion version, params DocumentInput[] documents) => Of(version, static project => project, documents);

    /// <summary>Runs the generator in a modified project.</summary>
    public static Generation Of(LanguageVersion version, Func<CSharpCompilation, CSharpCompilation> adjust, params DocumentInput[] documents) =>
        Of(adjust(s_projects.GetOrAdd(version, Project)), new DocumentOptions(documents), documents);

    /// <summary>Runs the generator in a project with a program.</summary>
    /// <param name="program">The text of <c>Program.cs</c>.</param>
    /// <param name="scopes">The MSBuild property that declares scopes.</param>
    /// <param name="references">Additional references.</param>
    /// <param name="documents">The documents.</param>
    public static Generation OfProgram(string program, string? scopes, IEnumerable<MetadataReference> references, params DocumentInput[] documents)
    {
        CSharpCompilation project = s_projects.GetOrAdd(LanguageVersion.Latest, Project);
        SyntaxTree before = project.SyntaxTrees[0];
        CSharpCompilation compilation = project
            .ReplaceSyntaxTree(before, CSharpSyntaxTree.ParseText(program, (CSharpParseOptions)before.Options, before.FilePath, cancellationToken: TestContext.Current.CancellationToken))
            .AddReferences(references);
        return Of(compilation, new DocumentOptions(documents, scopes), documents);
    }

    private static Generation Of(CSharpCompilation compilation, DocumentOptions options, DocumentInput[] documents)
    {
        var parse = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        ImmutableArray<AdditionalText> texts = [.. documents.Select(static d => new InMemoryText(d.Path, d.Text))];
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new AtlassianApiGenerator().AsSourceGenerator()],
            texts,
            parse,
            options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new Generation([.. documents], texts, compilation, driver);
    }

    private static CSharpCompilation Project(LanguageVersion version) => CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText("internal static class Program { }", new CSharpParseOptions(version, DocumentationMode.Diagnose), "Program.cs")],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, deterministic: true));

    /// <summary>Runs the generator again after an edit that does not concern the documents.</summary>
    public Generation AfterUnrelatedEdit() => AfterAdding("internal static class Other { }");

    /// <summary>Runs the generator again after a file was added.</summary>
    public Generation AfterAdding(string code) => new(
        _documents,
        _texts,
        _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            code, (CSharpParseOptions)_compilation.SyntaxTrees[0].Options, "Other.cs", cancellationToken: TestContext.Current.CancellationToken)),
        _driver);

    /// <summary>Runs the generator again after the text or the options of a document changed.</summary>
    public Generation AfterChangeOf(DocumentInput before, DocumentInput after)
    {
        int index = _documents.IndexOf(before);
        ImmutableArray<DocumentInput> documents = _documents.SetItem(index, after);
        AdditionalText text = before.Text == after.Text ? _texts[index] : new InMemoryText(after.Path, after.Text);
        GeneratorDriver driver = _driver.WithUpdatedAnalyzerConfigOptions(new DocumentOptions(documents));
        if (!ReferenceEquals(text, _texts[index]))
        {
            driver = driver.ReplaceAdditionalText(_texts[index], text);
        }

        return new Generation(documents, _texts.SetItem(index, text), _compilation, driver);
    }

    /// <summary>Returns the compiler's diagnostics for the generated code.</summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics() =>
        [.. Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity is DiagnosticSeverity.Warning or DiagnosticSeverity.Error)];

    /// <summary>Returns each output of a step, with the reason why it was created again or not.</summary>
    public IReadOnlyList<(object Value, IncrementalStepRunReason Reason)> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? [.. runs.SelectMany(static r => r.Outputs)]
            : [];

    /// <summary>Returns the reasons why the outputs of the compiler's last steps were created again or not.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons() =>
        [.. Result.TrackedOutputSteps.Values.SelectMany(static runs => runs).SelectMany(static r => r.Outputs).Select(static o => o.Reason)];
}
