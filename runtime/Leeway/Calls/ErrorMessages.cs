using System.Collections.ObjectModel;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Leeway.Calls;

/// <summary>The messages in the body of an error response: those for the whole request, and those for single fields.</summary>
/// <remarks>
/// Each product and the gateway have shapes of their own, and anything between may answer with HTML, XML, text or nothing.
/// </remarks>
internal sealed class ErrorMessages
{
    /// <summary>The longest body without markup that is a message as a whole.</summary>
    private const int MaximumText = 1_000;

    private readonly List<string> _texts = [];
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

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
        if (body.Length == 0)
        {
            return;
        }

        if (body[0] is '{' or '[')
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(body);
                ReadJson(document.RootElement);
                return;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Cut off, no JSON after all, or half a surrogate pair in it.
            }
        }

        string? text = body[0] == '<'
            ? FindElement(body, "title") ?? FindElement(body, "message")
            : body.Length <= MaximumText ? body : null;
        Add(text);
    }

    private void ReadJson(JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Array)
        {
            ReadErrors(answer);
            return;
        }

        foreach (JsonProperty member in answer.EnumerateObject())
        {
            switch (member.Name)
            {
                // Jira; JSM; Confluence v1 and the gateway; the token endpoint.
                case "errorMessages" or "errorMessage" or "message" or "error" or "error_description":
                    ReadTexts(member.Value);
                    break;

                // Jira by field; Confluence v2 as a list.
                case "errors":
                    ReadErrors(member.Value);
                    break;

                // Confluence v1.
                case "data" when member.Value.ValueKind == JsonValueKind.Object
                    && member.Value.TryGetProperty("errors", out JsonElement errors):
                    ReadErrors(errors);
                    break;
            }
        }
    }

    private void ReadErrors(JsonElement errors)
    {
        if (errors.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in errors.EnumerateObject())
            {
                _fields[field.Name] = Text(field.Value);
            }
        }
        else if (errors.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement error in errors.EnumerateArray())
            {
                Add(error.ValueKind == JsonValueKind.Object ? Describe(error) : Text(error));
            }
        }
    }

    private void ReadTexts(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                Add(Text(item));
            }
        }
        else
        {
            Add(Text(value));
        }
    }

    /// <summary>One error of a list: title and detail (Confluence v2), or a message that is text or a translated key (v1).</summary>
    private static string Describe(JsonElement error)
    {
        string? title = Member(error, "title") ?? Member(error, "message") ?? Member(error, "code");
        string? detail = Member(error, "detail");
        if (title is null && error.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.Object)
        {
            title = Member(message, "translation") ?? Member(message, "key");
        }

        return title is null || detail is null ? title ?? detail ?? Text(error) : $"{title}: {detail}";
    }

    private static string? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private void Add(string? message)
    {
        if (!string.IsNullOrWhiteSpace(message) && !_texts.Contains(message))
        {
            _texts.Add(message);
        }
    }

    private static string? FindElement(string markup, string name)
    {
        int open = markup.IndexOf("<" + name, StringComparison.OrdinalIgnoreCase);
        int start = open < 0 ? -1 : markup.IndexOf('>', open);
        int end = start < 0 ? -1 : markup.IndexOf("</" + name, start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : WebUtility.HtmlDecode(markup[(start + 1)..end]).Trim();
    }
}
