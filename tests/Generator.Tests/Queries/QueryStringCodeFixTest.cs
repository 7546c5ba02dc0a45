using Leeway.Generator.CodeFixes.Queries;
using Leeway.Generator.Queries;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Tests.Queries;

/// <summary>A program in an editor. The fix must compile and leave no warning of the analyzer.</summary>
internal sealed class QueryStringCodeFixTest : CSharpCodeFixTest<QueryStringAnalyzer, QueryStringCodeFixProvider, DefaultVerifier>
{
    /// <summary>The references that the programs need. The test library binds them several times for each program, which takes most of its time.</summary>
    private static readonly MetadataReference[] s_references = [.. Generation.References.Where(static r => Path.GetFileNameWithoutExtension(r.Display) is
        "System.Private.CoreLib" or "System.Runtime" or "System.Collections" or "System.Linq" or "System.Linq.Expressions" or "System.Console" or "System.Memory" or "System.Text.Json" or "Leeway")];

    private const string Start = "[|";
    private const string End = "|]";

    /// <param name="program">The program, with the expected warnings between <c>[|</c> and <c>|]</c>.</param>
    /// <param name="after">The program after the fix; the same without a fix.</param>
    /// <param name="checksAll">Whether a fix of all in the document, project and solution is checked as well.</param>
    public QueryStringCodeFixTest(string program, string after, bool checksAll = false)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(s_references);
        TestState.MarkupHandling = MarkupMode.None;
        FixedState.MarkupHandling = MarkupMode.None;
        TestBehaviors = TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck;
        SolutionTransforms.Add((solution, project) => solution
            .WithProjectCompilationOptions(project, new CSharpCompilationOptions(TestState.OutputKind ?? OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.Latest)));
        foreach ((SolutionState state, string text) in new[] { (TestState, program), (FixedState, after) })
        {
            state.Sources.Add(("Program.cs", ReadMarkup(text, state.ExpectedDiagnostics)));
            state.Sources.Add(("Types.cs", QueryProgram.Types));
        }

        bool isOnly = TestState.ExpectedDiagnostics.Count == 1;
        CodeFixTestBehaviors = checksAll ? CodeFixTestBehaviors.None
            : isOnly ? CodeFixTestBehaviors.SkipFixAllCheck | CodeFixTestBehaviors.FixOne
            : CodeFixTestBehaviors.SkipFixAllCheck;
    }

    /// <summary>Reads the expected warnings. The test library would read the dollar signs of raw strings as a position.</summary>
    private static string ReadMarkup(string text, List<DiagnosticResult> expected)
    {
        string plain = text.Replace(Start, "", StringComparison.Ordinal).Replace(End, "", StringComparison.Ordinal);
        var lines = SourceText.From(plain).Lines;
        var starts = new Stack<int>();
        int removed = 0;
        for (int i = 0; i + 1 < text.Length; i++)
        {
            string mark = text.Substring(i, 2);
            if (mark == Start)
            {
                starts.Push(i - removed);
                removed += Start.Length;
            }
            else if (mark == End)
            {
                LinePosition start = lines.GetLinePosition(starts.Pop());
                LinePosition end = lines.GetLinePosition(i - removed);
                removed += End.Length;
                expected.Add(new DiagnosticResult("LEE4001", DiagnosticSeverity.Warning)
                    .WithSpan("Program.cs", start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1)
                    .WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
            }
        }

        return plain;
    }

    public Task RunAsync() => RunAsync(TestContext.Current.CancellationToken);
}
