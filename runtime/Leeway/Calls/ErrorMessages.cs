using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;

namespace Leeway.Calls;

/// <summary>The messages in the body of an error response: those for the whole request, and those for single fields.</summary>
/// <remarks>
/// Each product and the gateway have their own formats, and any server between may return HTML, XML, text or nothing. No text is
/// dropped, whatever the format: a body that cannot be parsed becomes one message.
/// </remarks>
internal sealed class ErrorMessages
{
    /// <summary>The maximum length of a message that is made of a body that cannot be parsed.</summary>
    private const int MaxTextLength = 1_000;

    private readonly List<string> _texts = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The number of messages found, including duplicates.</summary>
    private int _found;

    private ErrorMessages()
    {
    }

    /// <summary>No messages.</summary>
    public static ErrorMessages None { get; } = new();

    /// <summary>The messages, in the order of the body.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The messages for single fields, by the name of the field.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : _fields;

    /// <summary>Reads the messages of a body.</summary>
    /// <param name="body">The body as text.</param>
    public static ErrorMessages Read(string body)
    {
        ErrorMessages messages = new();
        messages.ReadBody(body);
        return messages;
    }

    /// <summary>Shortens text that is too long, and marks the cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = length - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "\u2026");
    }

    /// <summary>Returns all messages in one line.</summary>
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
                Add(Shorten(text, MaxTextLength));
            }
        }
        else
        {
            Add(Shorten(body, MaxTextLength));
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
                Add(Shorten(body, MaxTextLength));
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The body was cut, is not JSON, or has an unpaired surrogate.
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
                Add(ReadText(value));
                break;
        }
    }

    /// <summary>Reads the members that contain text, in their order.</summary>
    private void ReadObject(JsonElement value)
    {
        // Problem details (RFC 9457) and Confluence v2 have both members.
        string? title = FindMember(value, "title");
        string? detail = title is null ? null : FindMember(value, "detail");
        foreach (JsonProperty member in value.EnumerateObject())
        {
            switch (Simplify(member.Name))
            {
                case "title" when title is not null:
                    Add((detail is null ? title : $"{title}: {detail}") + DescribeSource(value));
                    break;

                case "detail" when detail is not null:
                    break;

                // Jira; JSM; Confluence v1, the gateway and GraphQL; the token endpoint; other products of Atlassian; proxies.
                case "errormessages" or "errormessage" or "message" or "messages" or "msg" or "error" or "errordescription"
                    or "detail" or "details" or "reason" or "reasons" or "usermessage" or "developermessage" or "description"
                    or "fault" or "faultstring" or "warnings" or "warningmessages" or "warning" or "cause" or "causes" or "hint" or "hints":
                    ReadWords(member.Value);
                    break;

                // Jira uses an object with a member for each field; Confluence v2 and others use a list.
                case "errors" or "fielderrors" or "validationerrors" or "violations" or "invalidparams" or "errorcollections" or "exceptions" or "failures":
                    ReadErrors(member.Value);
                    break;

                // Confluence v1; Jira's bulk operations; proxies.
                case "data" or "elementerrors" or "response" or "result" or "meta" when member.Value.ValueKind == JsonValueKind.Object:
                    ReadObject(member.Value);
                    break;
            }
        }
    }

    /// <summary>Reads the value of a member that contains text, whatever its shape.</summary>
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
            AddField(field.Name, ReadFieldText(field.Value));
        }
    }

    /// <summary>Reads one error: its message about a field, or else its texts, its code, or its whole JSON.</summary>
    private void ReadItem(JsonElement item)
    {
        if (item.ValueKind is JsonValueKind.Array)
        {
            Add(ReadText(item));
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
            // A message of Confluence v1 is a key and optionally its translation.
            Add(FindMember(item, "translation") ?? FindMember(item, "key") ?? FindMember(item, "code") ?? (HasWords(item) ? ReadText(item) : null));
        }
    }

    private static (string Field, string Message)? FindField(JsonElement item)
    {
        string? field = FindMember(item, "field") ?? FindMember(item, "fieldName") ?? FindMember(item, "property") ?? FindMember(item, "propertyName")
            ?? FindMember(item, "propertyPath") ?? FindMember(item, "param") ?? FindMember(item, "parameter");
        string? message = FindMember(item, "message") ?? FindMember(item, "defaultMessage") ?? FindMember(item, "reason") ?? FindMember(item, "detail") ?? FindMember(item, "error");

        // The invalid-params of problem details; in other errors, the name may be the type.
        field ??= FindMember(item, "reason") is null ? null : FindMember(item, "name");
        return field is null || message is null ? null : (field, message);
    }

    /// <summary>Describes the part of the request that an error is about, in the format of JSON:API.</summary>
    private static string DescribeSource(JsonElement error)
    {
        if (!error.TryGetProperty("source", out JsonElement source) || source.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        string? place = FindMember(source, "pointer") ?? FindMember(source, "parameter") ?? FindMember(source, "header");
        return place is null ? "" : $" ({place})";
    }

    /// <summary>Whether JSON contains anything but a status.</summary>
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

    private static string? FindMember(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    /// <summary>Normalizes the name of a member: lower case, without underscores and hyphens.</summary>
    internal static string Simplify(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string ReadText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>Reads the text about a field; there can be several texts.</summary>
    private static string ReadFieldText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(ReadFieldText).Where(static text => text.Length > 0)),
        JsonValueKind.Object => FindMember(value, "message") ?? ReadText(value),
        _ => ReadText(value),
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
