using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Leeway.Fuzzing.Loop;
using Leeway.Fuzzing.Models;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fuzzing.Targets;

/// <summary>Models: whatever System.Text.Json reads is read and written without loss, and everything else is a <see cref="JsonException"/>.</summary>
internal sealed class JsonTarget : FuzzTarget
{
    private static readonly string[] s_names = ["text", "flag", "small", "large", "time", "numbers", "inner", "shape", "choice", "matrix", "textMap", "self", "page"];

    private static readonly JsonDocumentOptions s_documentOptions = new() { MaxDepth = JsonModelReader.MaxDepth };

    public override IEnumerable<byte[]> Seeds =>
    [
        .. new[]
        {
            """{"text":"a\u00e9é\n","numbers":[1,-2.5e3,"x"],"unknown":{"a":[true,false,null]},"shape":{"x":[],"type":"circle"}}""",
            """{"flag":true,"small":2147483647,"large":"9223372036854775807","real":1.50,"day":"2021-01-17","guid":"7D4F2A10-0b7e-4c53-9f0e-0123456789ab"}""",
            """{"time":"2021-01-17T12:34:00.000+0000","times":["2021-01-17T12:34:00.123456789Z",1610886840000],"any":{"b":1},"anys":[1,"2",null]}""",
            """{"color":"red","colors":["red","unknown",7],"choice":[{}],"shape":{"type":"square","side":1},"matrix":[[1],[],null]}""",
            """{"textMap":{"a":"b"},"numberMap":{"a":1},"innerMap":{"a":{"id":"1"}},"listMap":{"a":["b"]},"anyMap":{"a":[]},"selfMap":{"a":{}}}""",
            """{"self":{"self":{"self":{"text":null}}},"page":{"values":[{"id":1}],"isLast":false},"colorPage":{"values":["red"]},"\u0074ext2":"\ud800"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "{", "}", "[", "]", ",", ":", "\"", "{}", "[]", "null", "true", "false", "{\"self\":", "[[", "\"text\":", "\"type\":\"circle\"", "\"large\":", "\"time\":",
        "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\\u0000", "\\n", "\\/", "\\", " ", "\"2021-01-17T12:34:00.000+0000\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"",
        "1610886840000", "-62135596800000", "253402300799999", "\"unknown\":",
    ];

    public override string Run(byte[] input)
    {
        ReadStrictly(input);
        Sample? value;
        try
        {
            value = JsonModelSerializer.Read<Sample>(input);
        }
        catch (JsonException exception)
        {
            Require(!Utf8.IsValid(input) || ParseObject(input) is null, $"System.Text.Json reads the text, but the model does not: {exception.Message}");
            return Describe(exception);
        }

        if (value is null)
        {
            return "null";
        }

        ReadOnlySpan<byte> text = input.AsSpan();
        HashSet<string>? members = ParseObject(text.StartsWith("\uFEFF"u8) ? input[3..] : input);
        Require(members is not null, "The model reads a text that System.Text.Json does not.");
        byte[] written = JsonModelSerializer.WriteToArray(value);
        HashSet<string>? writtenMembers = ParseObject(written);
        Require(writtenMembers is not null, $"System.Text.Json does not read what was written: {Encoding.UTF8.GetString(written)}");
        Require(members!.SetEquals(writtenMembers!), $"Members were lost or added: {Encoding.UTF8.GetString(written)}");
        byte[] again = JsonModelSerializer.WriteToArray(JsonModelSerializer.Read<Sample>(written));
        Require(again.AsSpan().SequenceEqual(written), $"What was written is written differently when it is read again: {Encoding.UTF8.GetString(written)}");
        return $"{string.Join(',', members.Intersect(s_names).Order(StringComparer.Ordinal))} {Math.Min(3, value.UnknownMembers.Count)}";
    }

    private static void ReadStrictly(byte[] input)
    {
        try
        {
            JsonModelSerializer.Read<Sample>(input, JsonModelOptions.Strict);
        }
        catch (JsonException)
        {
            // Expected: the text is not JSON, or has another shape than the model.
        }
    }

    /// <summary>Returns the names of an object's members as they are written; <see langword="null"/> if the text is not one object.</summary>
    private static HashSet<string>? ParseObject(byte[] input)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(input, s_documentOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(static member => Name(member))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // A name with an unpaired surrogate, which .NET's text can hold but System.Text.Json does not decode.
            return "\uFFFD";
        }
    }
}
