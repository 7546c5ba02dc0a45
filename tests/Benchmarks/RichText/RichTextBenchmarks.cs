using BenchmarkDotNet.Attributes;
using Leeway.RichText;

namespace Leeway.Benchmarks.RichText;

/// <summary>Compares reading and writing a document of 100 kB with the nodes of System.Text.Json.</summary>
[MemoryDiagnoser]
public class RichTextBenchmarks
{
    private readonly string _json = LongDocument.Json;

    [Benchmark(Baseline = true)]
    public string JsonNode() => System.Text.Json.Nodes.JsonNode.Parse(_json)!.ToJsonString();

    [Benchmark]
    public string Document() => AdfDocument.Parse(_json).ToJson();

    [Benchmark]
    public AdfDocument Parse() => AdfDocument.Parse(_json);

    [Benchmark]
    public string ToPlainText() => AdfDocument.Parse(_json).ToPlainText();
}
