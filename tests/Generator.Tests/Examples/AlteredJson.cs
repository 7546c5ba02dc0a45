using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Leeway.Generator.Tests.Examples;

/// <summary>Copies JSON with one change below the top level, as a server that deviates from its document could return.</summary>
internal sealed class AlteredJson
{
    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-0.0", "1.50", "1e3", "1e400", "2147483648", "9223372036854775808", "123456789012345678901234567890",
        "0.1234567890123456789012345", "\"\"", "\"x\"", "\"true\"", "\"12\"", "\"1.5\"", "\"2021-13-01\"", "\"14/Nov/21\"", "1610886840000", "\"\\ud800\"",
        "[]", "{}", "[null]", "[1,\"x\"]", "[[{}]]", "{\"a\":null}", "{\"a\":{\"b\":[1,{}]}}", "{\"a\":1,\"a\":2}", "{\"\\udc00\":[1]}",
        new string('[', 100) + new string(']', 100), string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100),
    ];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private int _ahead;

    private AlteredJson(Random random)
    {
        _random = random;
    }

    /// <summary>Creates a copy with one change. The type of the top-level value stays.</summary>
    public static string Of(string json, Random random)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        var altered = new AlteredJson(random) { _ahead = random.Next(Math.Max(1, CountBelow(document.RootElement))) };
        altered.Copy(document.RootElement);
        return altered._text.ToString();
    }

    private static int CountBelow(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Sum(static m => 1 + CountBelow(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().Sum(static e => 1 + CountBelow(e)),
        _ => 0,
    };

    private void Copy(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            CopyAll('{', '}', value.EnumerateObject().Select(static m => ((string?)m.Name, m.Value)));
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            CopyAll('[', ']', value.EnumerateArray().Select(static e => ((string?)null, e)));
        }
        else
        {
            _text.Append(value.GetRawText());
        }
    }

    private void CopyAll(char open, char close, IEnumerable<(string? Name, JsonElement Value)> parts)
    {
        _text.Append(open);
        string separator = "";
        foreach ((string? name, JsonElement value) in parts)
        {
            _text.Append(separator);
            separator = ",";
            if (_ahead-- == 0)
            {
                Alter(name, value);
            }
            else
            {
                AppendName(name);
                Copy(value);
            }
        }

        _text.Append(close);
    }

    /// <summary>Writes a changed member or element.</summary>
    private void Alter(string? name, JsonElement value)
    {
        string own = value.GetRawText();
        string other = s_values[_random.Next(s_values.Length)];
        switch (_random.Next(9))
        {
            case 0:
                Append((name, Turn(value)));
                break;
            case 1:
                Append((name, other), (name, own));
                break;
            case 2:
                Append((name, own), (name, other));
                break;
            case 3:
                Append((name, "[" + own + "]"));
                break;
            case 4:
                Append((name, "{\"value\":" + own + "}"));
                break;
            case 5:
                Append((name, own), (name is null ? null : "no such member", other));
                break;
            case 6 when name is { Length: > 0 }:
                _text.Append(CultureInfo.InvariantCulture, $"\"\\u{(int)name[0]:x4}{JsonEncodedText.Encode(name[1..])}\":").Append(own);
                break;
            default:
                Append((name, other));
                break;
        }
    }

    /// <summary>Converts a number or a literal to a string, and a string to a number or a literal.</summary>
    private static string Turn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _) ? value.GetString()! : "7",
        JsonValueKind.Object => "\"{}\"",
        JsonValueKind.Array => "{\"0\":" + value.GetRawText() + "}",
        _ => "\"" + value.GetRawText() + "\"",
    };

    private void Append(params ReadOnlySpan<(string? Name, string Value)> parts)
    {
        string separator = "";
        foreach ((string? name, string value) in parts)
        {
            _text.Append(separator);
            separator = ",";
            AppendName(name);
            _text.Append(value);
        }
    }

    private void AppendName(string? name)
    {
        if (name is not null)
        {
            _text.Append('"').Append(JsonEncodedText.Encode(name)).Append("\":");
        }
    }
}
