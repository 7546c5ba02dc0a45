using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Reading;

/// <summary>Checks that a document's text is well-formed JSON, and finds the positions of JSON pointers in it.</summary>
internal sealed class JsonText(string text)
{
    /// <summary>The maximum nesting depth. Published documents are about 30 levels deep. The limit protects the stack against untrusted documents.</summary>
    public const int MaxDepth = 64;

    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    /// <summary>Finds the first error in the text. Returns null if the text is one JSON object.</summary>
    public JsonFault? FindFault()
    {
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return new JsonFault("it is not a JSON object", LinePosition.Zero);
            }

            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return new JsonFault(IsYaml() ? "it is YAML" : FormatReason(exception), new LinePosition(Clamp(exception.LineNumber), Clamp(exception.BytePositionInLine)));
        }
    }

    /// <summary>Finds the first member that an object has twice. Returns null if there is none.</summary>
    public JsonFault? FindDuplicate()
    {
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var objects = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    objects.Pop();
                    break;
                case JsonTokenType.PropertyName when reader.GetString() is { } name && !objects.Peek().Add(name):
                    return new JsonFault($"the member '{name}' occurs twice in one object", FindPosition((int)reader.TokenStartIndex));
            }
        }

        return null;
    }

    /// <summary>Finds the position of each pointer. Pointers without a target are absent from the result.</summary>
    public Dictionary<string, LinePosition> Find(ICollection<string> pointers)
    {
        var found = new Dictionary<string, LinePosition>(StringComparer.Ordinal);
        var wanted = new HashSet<string>(pointers, StringComparer.Ordinal);
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var path = new List<string>();
        var indexes = new Stack<int>();
        string name = "";
        while (wanted.Count > 0 && reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = Escape(reader.GetString() ?? "");
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                indexes.Pop();
                Leave(path);
                continue;
            }

            if (indexes.Count > 0)
            {
                if (indexes.Peek() >= 0)
                {
                    int index = indexes.Pop();
                    name = index.ToString(CultureInfo.InvariantCulture);
                    indexes.Push(index + 1);
                }

                path.Add(name);
            }

            string pointer = path.Count == 0 ? "#" : "#/" + string.Join("/", path);
            if (wanted.Remove(pointer))
            {
                found[pointer] = FindPosition((int)reader.TokenStartIndex);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                indexes.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
            }
            else
            {
                Leave(path);
            }
        }

        return found;
    }

    /// <summary>Escapes a name for use in a JSON pointer.</summary>
    public static string Escape(string name) =>
        name.IndexOf('~') < 0 && name.IndexOf('/') < 0 ? name : name.Replace("~", "~0").Replace("/", "~1");

    /// <summary>Whether the first line that is not a comment is valid only in YAML.</summary>
    private bool IsYaml()
    {
        foreach (string line in text.Split('\n'))
        {
            string content = line.Trim('\uFEFF', ' ', '\t', '\r');
            if (content.Length > 0 && content[0] != '#')
            {
                return content.StartsWith("---", StringComparison.Ordinal)
                    || content.StartsWith("openapi:", StringComparison.Ordinal)
                    || content.StartsWith("swagger:", StringComparison.Ordinal);
            }
        }

        return false;
    }

    private static void Leave(List<string> path)
    {
        if (path.Count > 0)
        {
            path.RemoveAt(path.Count - 1);
        }
    }

    private static int Clamp(long? number) => (int)Math.Min(number ?? 0, int.MaxValue);

    private static string FormatReason(JsonException exception)
    {
        string message = exception.Message;
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message.Substring(0, end)).TrimEnd('.');
    }

    private LinePosition FindPosition(int index)
    {
        int line = 0;
        int start = 0;
        for (int i = 0; i < index; i++)
        {
            if (_utf8[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        return new LinePosition(line, index - start);
    }
}

/// <summary>An error in a text, with its position.</summary>
internal sealed record JsonFault(string Reason, LinePosition Position);
