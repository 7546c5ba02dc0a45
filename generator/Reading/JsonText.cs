using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Reading;

/// <summary>A document's text as JSON: whether it is well-formed, and where in it a JSON pointer leads.</summary>
internal sealed class JsonText(string text)
{
    /// <summary>Documents nest about 30 deep; a reader of untrusted text must stop somewhere before its stack does.</summary>
    public const int MaxDepth = 64;

    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    /// <summary>The first thing that is wrong with the text, or null where it is one JSON object.</summary>
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
            return new JsonFault(IsYaml() ? "it is YAML; convert it to JSON and name the result" : Reason(exception), new LinePosition(Clamp(exception.LineNumber), Clamp(exception.BytePositionInLine)));
        }
    }

    /// <summary>The first member that an object has twice, or null where there is none.</summary>
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
                    return new JsonFault($"the member '{name}' occurs twice in one object", PositionAt((int)reader.TokenStartIndex));
            }
        }

        return null;
    }

    /// <summary>Where each of the pointers leads; those that lead nowhere are absent.</summary>
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
                found[pointer] = PositionAt((int)reader.TokenStartIndex);
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

    /// <summary>A name as a part of a JSON pointer.</summary>
    public static string Escape(string name) =>
        name.IndexOf('~') < 0 && name.IndexOf('/') < 0 ? name : name.Replace("~", "~0").Replace("/", "~1");

    /// <summary>Whether the first line that is no comment is one that only YAML can have.</summary>
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

    private static string Reason(JsonException exception)
    {
        string message = exception.Message;
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message.Substring(0, end)).TrimEnd('.');
    }

    private LinePosition PositionAt(int index)
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
