using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Leeway.Json;

namespace Leeway.Benchmarks.Json;

/// <summary>Compares reading and writing a page of projects with System.Text.Json on the same types, and with a pass over the tokens
/// only.</summary>
[MemoryDiagnoser]
public class JsonBenchmarks
{
    private readonly byte[] _utf8 = ProjectPage.Utf8;
    private readonly ArrayBufferWriter<byte> _output = new(128 * 1024);
    private readonly Utf8JsonWriter _writer;
    private readonly Jira.Page<Jira.Project> _page;
    private readonly Twins.Page<Twins.Project> _twin;

    public JsonBenchmarks()
    {
        _writer = new Utf8JsonWriter(_output);
        _page = Read();
        _twin = ReadSystemTextJson();
    }

    [GlobalCleanup]
    public void Dispose() => _writer.Dispose();

    [Benchmark]
    public Jira.Page<Jira.Project> Read() => JsonModelSerializer.Read<Jira.Page<Jira.Project>>(_utf8)!;

    [Benchmark]
    public Twins.Page<Twins.Project> ReadSystemTextJson() => JsonSerializer.Deserialize(_utf8, Twins.ModelsContext.Default.PageProject)!;

    [Benchmark]
    public int ReadTokens()
    {
        var reader = new Utf8JsonReader(_utf8);
        int tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        JsonModelSerializer.Write(_output, _page);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int WriteSystemTextJson()
    {
        _output.ResetWrittenCount();
        _writer.Reset(_output);
        JsonSerializer.Serialize(_writer, _twin, Twins.ModelsContext.Default.PageProject);
        return _output.WrittenCount;
    }
}
