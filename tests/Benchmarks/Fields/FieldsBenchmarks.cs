using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Leeway.Fields;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Benchmarks.Fields;

/// <summary>Compares reading an issue with 120 fields, and then five of them, as a dictionary of JSON and as <see cref="IssueFields"/>.</summary>
[MemoryDiagnoser]
public class FieldsBenchmarks
{
    private readonly byte[] _utf8 = SampleFields.Utf8;

    [Benchmark(Baseline = true)]
    public int ReadDictionary()
    {
        IReadOnlyDictionary<string, RawJson> fields = ReadMap();
        int length = fields["summary"].GetString()!.Length;
        length += fields["status"].As<IssueStatus>()!.Name!.Length;
        length += fields["assignee"].As<IssueUser>()!.DisplayName!.Length;
        length += (int)fields["customfield_10005"].ToElement().GetDouble();
        return length + fields["customfield_10009"].As<FieldOption>()!.Value!.Length;
    }

    [Benchmark]
    public int ReadFields()
    {
        IssueFields fields = JsonModelSerializer.Read<IssueFields>(_utf8)!;
        int length = fields.Summary!.Length;
        length += fields.Status!.Name!.Length;
        length += fields.Assignee!.DisplayName!.Length;
        length += (int)fields.Get<double>("customfield_10005");
        return length + fields.Get<FieldOption>("customfield_10009")!.Value!.Length;
    }

    [Benchmark]
    public int ReadDictionaryOnly() => ReadMap().Count;

    [Benchmark]
    public int ReadFieldsOnly() => JsonModelSerializer.Read<IssueFields>(_utf8)!.Count;

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

    private IReadOnlyDictionary<string, RawJson> ReadMap() =>
        JsonModelSerializer.Read<IReadOnlyDictionary<string, RawJson>, MapCodec<RawJson, ValueCodec<RawJson>>>(_utf8)!;
}
