using System.Globalization;
using System.Text.Json;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Driving;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Tests.Hostile;

/// <summary>Checks that the generated code compiles without warnings for any names in the document.</summary>
public class AwkwardNameTests
{
    /// <summary>Documents are compiled together, each in its own namespace, because starting a compilation takes most of the time.</summary>
    private const int DocumentsPerCompilation = 8;

    private static readonly int s_mixtures = TestSize.IsFull ? 32 : DocumentsPerCompilation;

    /// <summary>All names, or by default every tenth. The mixtures contain others.</summary>
    public static TheoryData<string> Names => [.. TestSize.Of(AwkwardNames.All).Chunk(DocumentsPerCompilation).Select(static names => JsonSerializer.Serialize(names))];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, s_mixtures / DocumentsPerCompilation).Select(static group => group * DocumentsPerCompilation)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ElementsWithTheSameNameShouldCompile(string names) =>
        AssertCompile(JsonSerializer.Deserialize<string[]>(names)!.Select(static name => AwkwardDocument.Create(() => name)));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MixturesOfNamesShouldCompile(int seed) => AssertCompile(Enumerable.Range(seed, DocumentsPerCompilation).Select(static seed =>
    {
        var random = new Random(seed);
        return AwkwardDocument.Create(() => AwkwardNames.All[random.Next(AwkwardNames.All.Count)]);
    }));

    private static void AssertCompile(IEnumerable<string> documents)
    {
        DocumentInput[] inputs = [.. documents.Select(static (document, index) => new DocumentInput($"/specs/{index}.json", document)
        {
            Name = "Acme",
            Namespace = "Space" + index.ToString(CultureInfo.InvariantCulture),
        })];
        Generation generation = Generation.Of(inputs);
        Assert.Empty(generation.Diagnostics);
        IReadOnlyList<Diagnostic> diagnostics = generation.CompilerDiagnostics();
        Assert.True(diagnostics.Count == 0, CompilationTests.Describe(diagnostics));
    }
}
