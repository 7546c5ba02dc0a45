using System.Collections.Immutable;
using System.Text;
using Leeway.Fuzzing.Loop;
using Leeway.Generator;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Fuzzing.Targets;

/// <summary>Documents: the generator never fails, and writes code without errors of syntax.</summary>
internal sealed class OpenApiTarget : FuzzTarget
{
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Latest);

    private static readonly CSharpCompilation s_project = CSharpCompilation.Create(
        "Consumer",
        [CSharpSyntaxTree.ParseText("internal static class Program;", s_parsing)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static p => Path.GetFileName(p) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "Leeway.dll")
            .Select(static p => MetadataReference.CreateFromFile(p)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    public override TimeSpan TimeLimit => TimeSpan.FromSeconds(60);

    public override IEnumerable<byte[]> Seeds =>
    [
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Runtime.Tests", "Json", "sample.json")),
        File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Runtime.Tests", "Http", "rockets.json")),
        .. new[]
        {
            """{"openapi":"3.0.1","info":{"title":"t","version":"1"},"servers":[{"url":"https://your-domain.atlassian.net"}],"paths":{"/a/{id}":{"get":{"operationId":"getA","tags":["T"],"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64"}},{"name":"startAt","in":"query","schema":{"type":"integer"}},{"name":"expand","in":"query","schema":{"type":"array","items":{"type":"string","enum":["a","b"]}}}],"security":[{"OAuth2":["read:x"]}],"responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/P"}}}}}}}},"components":{"schemas":{"P":{"type":"object","properties":{"values":{"type":"array","items":{"$ref":"#/components/schemas/A"}},"total":{"type":"integer"}}},"A":{"allOf":[{"$ref":"#/components/schemas/B"}]},"B":{"type":"object","additionalProperties":{"type":"string"}}}}}""",
            """{"openapi":"3.0.1","info":{"title":"t","version":"1"},"paths":{"/u":{"post":{"operationId":"u","tags":["T"],"requestBody":{"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"file":{"type":"string","format":"binary"}}}}}},"responses":{"200":{"description":"","content":{"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}}}}},"/o":{"put":{"operationId":"o","deprecated":true,"x-experimental":true,"requestBody":{"required":true,"content":{"application/json":{"schema":{"oneOf":[{"$ref":"#/components/schemas/X"},{"$ref":"#/components/schemas/Y"}],"discriminator":{"propertyName":"kind","mapping":{"x":"#/components/schemas/X"}}}}}},"responses":{"204":{"description":""}}}}},"components":{"schemas":{"X":{"type":"object","required":["kind"],"properties":{"kind":{"type":"string","enum":["x"]}}},"Y":{"type":"object","properties":{"kind":{"type":"string"},"self":{"$ref":"#/components/schemas/Y"}}}}}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "\"type\":\"object\"", "\"type\":\"array\"", "\"type\":[\"string\",\"null\"]", "\"format\":\"date-time\"", "\"format\":\"int64\"", "\"enum\":[\"a\",null,1]",
        "\"properties\":{", "\"items\":{", "\"$ref\":\"#/components/schemas/A\"", "\"$ref\":\"#/components/schemas/Y\"", "\"$ref\":\"#\"", "\"$ref\":\"other.json#/x\"", "\"allOf\":[", "\"oneOf\":[", "\"anyOf\":[",
        "\"not\":{}", "\"additionalProperties\":", "\"required\":[\"a\"]", "\"nullable\":true", "\"default\":", "\"description\":\"*/ </summary> \\\\ \\\"\"", "\"summary\":", "\"operationId\":\"class\"",
        "\"operationId\":\"\"", "\"tags\":[\"a b\"]", "\"in\":\"header\"", "\"in\":\"cookie\"", "\"name\":\"\\u0000\"", "\"url\":\"https://{a}.example/{b}\"", "\"openapi\":\"3.1.0\"", "\"openapi\":\"2.0\"",
        "\"x-leeway-name\":\"M\"", "\"x-leeway-summary\":\"s\"", "\"x-experimental\":true", "\"deprecated\":true", "{id}", "{}", "/", "\\", "\\n", "\\u2028", "\"\"\"", "#", "//", "*/", "\u00e4",
    ];

    public override string Run(byte[] input)
    {
        var document = new DocumentInput("/specs/fuzz.json", Encoding.UTF8.GetString(input)) { Name = "Fuzz" };
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new AtlassianApiGenerator().AsSourceGenerator()],
            [new InMemoryText(document.Path, document.Text)],
            s_parsing,
            new DocumentOptions([document]));
        GeneratorRunResult result = driver.RunGenerators(s_project).GetRunResult().Results.Single();
        if (result.Exception is not null)
        {
            throw result.Exception;
        }

        foreach (GeneratedSourceResult source in result.GeneratedSources)
        {
            ImmutableArray<Diagnostic> errors = [.. source.SyntaxTree.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];
            Require(errors.Length == 0, $"{source.HintName}: {string.Join("; ", errors)}\n{source.SourceText}");
        }

        return string.Join(',', result.Diagnostics.Select(static d => d.Id).Distinct().Order(StringComparer.Ordinal)) + result.GeneratedSources.Length;
    }
}
