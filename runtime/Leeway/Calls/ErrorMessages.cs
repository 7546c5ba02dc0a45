using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;

namespace Leeway.Calls;

/// <summary>The messages in the body of an error response: those for the whole request, and those for single fields.</summary>
/// <remarks>
/// Each product and the gateway have shapes of their own, and anything between may answer with HTML, XML, text or nothing. Whatever
/// the shape, no words are dropped: a body that is not understood is a message as a whole.
/// </remarks>
internal sealed class ErrorMessages
{
    /// <summary>How much of a body that is not understood is a message.</summary>
    private const int MaximumText = 1_000;

    private readonly List<string> _texts = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>How many messages were found, those that say the same included.</summary>
    private int _found;

    private ErrorMessages()
    {
    }

    /// <summary>No messages.</summary>
    public static ErrorMessages None { get; } = new();

    /// <summary>The messages in the order of the body.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The messages for single fields, by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : _fields;

    /// <summary>Reads the messages of a body.</summary>
    /// <param name="body">The body as text.</param>
    public static ErrorMessages Read(string body)
    {
        ErrorMessages messages = new();
        messages.ReadBody(body);
        return messages;
    }

    /// <summary>Cuts text that is too long, and marks the cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = length - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "\u2026");
    }

    /// <summary>All messages in one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (string message in _texts)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(message);
        }

        foreach ((string field, string message) in _fields)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(field).Append(": ").Append(message);
        }

        return text.ToString();
    }

    private void ReadBody(string body)
    {
        if (body.Length == 0 || (body[0] is '{' or '[' or '"' && TryReadJson(body)))
        {
            return;
        }

        if (body[0] == '<')
        {
            foreach (string text in MarkupText.FindMessages(body))
            {
                Add(Shorten(text, MaximumText));
            }
        }
        else
        {
            Add(Shorten(body, MaximumText));
        }
    }

    private bool TryReadJson(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            ReadValue(document.RootElement);
            if (_found == 0 && HasWords(document.RootElement))
            {
                Add(Shorten(body, MaximumText));
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Cut off, no JSON after all, or half a surrogate pair in it.
            _texts.Clear();
            _known.Clear();
            _fields.Clear();
            return false;
        }
    }

    private void ReadValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ReadObject(value);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    ReadItem(item);
                }

                break;
            default:
                Add(Text(value));
                break;
        }
    }

    /// <summary>Reads the members that hold words, in their order.</summary>
    private void ReadObject(JsonElement value)
    {
        // Problem details (RFC 9457) and Confluence v2 have both.
        string? title = Member(value, "title");
        string? detail = title is null ? null : Member(value, "detail");
        foreach (JsonProperty member in value.EnumerateObject())
        {
            switch (Simplify(member.Name))
            {
                case "title" when title is not null:
                    Add((detail is null ? title : $"{title}: {detail}") + SourceOf(value));
                    break;

                case "detail" when detail is not null:
                    break;

                // Jira; JSM; Confluence v1, the gateway and GraphQL; the token endpoint; other products of Atlassian; proxies.
                case "errormessages" or "errormessage" or "message" or "messages" or "msg" or "error" or "errordescription"
                    or "detail" or "details" or "reason" or "reasons" or "usermessage" or "developermessage" or "description"
                    or "fault" or "faultstring" or "warnings" or "warningmessages" or "warning" or "cause" or "causes" or "hint" or "hints":
                    ReadWords(member.Value);
                    break;

                // Jira by field; Confluence v2 and others as a list.
                case "errors" or "fielderrors" or "validationerrors" or "violations" or "invalidparams" or "errorcollections" or "exceptions" or "failures":
                    ReadErrors(member.Value);
                    break;

                // Confluence v1; Jira's bulk operations; envelopes of proxies.
                case "data" or "elementerrors" or "response" or "result" or "meta" when member.Value.ValueKind == JsonValueKind.Object:
                    ReadObject(member.Value);
                    break;
            }
        }
    }

    /// <summary>Reads the value of a member that holds words whatever its shape.</summary>
    private void ReadWords(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            ReadItem(value);
        }
        else
        {
            ReadValue(value);
        }
    }

    private void ReadErrors(JsonElement errors)
    {
        if (errors.ValueKind != JsonValueKind.Object)
        {
            ReadValue(errors);
            return;
        }

        foreach (JsonProperty field in errors.EnumerateObject())
        {
            AddField(field.Name, FieldText(field.Value));
        }
    }

    /// <summary>Reads one error of a list, or one that is a member: what it says of a field, else its words, else its code, else all of it.</summary>
    private void ReadItem(JsonElement item)
    {
        if (item.ValueKind is JsonValueKind.Array)
        {
            Add(Text(item));
            return;
        }

        if (item.ValueKind != JsonValueKind.Object)
        {
            ReadValue(item);
            return;
        }

        if (FindField(item) is var (field, message))
        {
            AddField(field, message);
            return;
        }

        int before = _found;
        ReadObject(item);
        if (_found == before)
        {
            // A message of Confluence v1 is a key and perhaps its translation.
            Add(Member(item, "translation") ?? Member(item, "key") ?? Member(item, "code") ?? (HasWords(item) ? Text(item) : null));
        }
    }

    private static (string Field, string Message)? FindField(JsonElement item)
    {
        string? field = Member(item, "field") ?? Member(item, "fieldName") ?? Member(item, "property") ?? Member(item, "propertyName")
            ?? Member(item, "propertyPath") ?? Member(item, "param") ?? Member(item, "parameter");
        string? message = Member(item, "message") ?? Member(item, "defaultMessage") ?? Member(item, "reason") ?? Member(item, "detail") ?? Member(item, "error");

        // The invalid-params of problem details; an error's name may also be its type.
        field ??= Member(item, "reason") is null ? null : Member(item, "name");
        return field is null || message is null ? null : (field, message);
    }

    /// <summary>Which part of the request an error is about, as JSON:API has it.</summary>
    private static string SourceOf(JsonElement error)
    {
        if (!error.TryGetProperty("source", out JsonElement source) || source.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        string? place = Member(source, "pointer") ?? Member(source, "parameter") ?? Member(source, "header");
        return place is null ? "" : $" ({place})";
    }

    /// <summary>Whether JSON says anything but its status.</summary>
    private static bool HasWords(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return !string.IsNullOrWhiteSpace(value.GetString());
            case JsonValueKind.Number:
                return true;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    if (HasWords(item))
                    {
                        return true;
                    }
                }

                return false;
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    bool isStatus = member.Value.ValueKind == JsonValueKind.Number
                        && Simplify(member.Name) is "status" or "statuscode" or "httpstatuscode" or "code";
                    if (!isStatus && HasWords(member.Value))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static string? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    /// <summary>A member's name without regard to case and to how its words are joined.</summary>
    private static string Simplify(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>The words about a field, of which there can be several.</summary>
    private static string FieldText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(FieldText).Where(static text => text.Length > 0)),
        JsonValueKind.Object => Member(value, "message") ?? Text(value),
        _ => Text(value),
    };

    private void Add(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return;
        }

        _found++;
        message = DisplayText.Clean(message).Trim();
        if (_known.Add(message))
        {
            _texts.Add(message);
        }
    }

    private void AddField(string name, string message)
    {
        _found++;
        name = DisplayText.Clean(name);
        message = DisplayText.Clean(message);
        _fields[name] = _fields.TryGetValue(name, out string? other) && other != message ? $"{other} {message}" : message;
    }
}
