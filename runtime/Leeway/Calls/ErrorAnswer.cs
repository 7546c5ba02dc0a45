using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Leeway.Http;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>Makes an exception of an answer that is not what the call is for.</summary>
/// <remarks>
/// Each product and the gateway have shapes of their own, and anything between may answer with HTML, XML, text or nothing.
/// What is not understood is kept as an excerpt.
/// </remarks>
internal static class ErrorAnswer
{
    private const int MaximumBody = 64 * 1024;
    private const int MaximumExcerpt = 2_000;
    private const int MaximumMessage = 1_000;

    private static readonly string[] s_traceHeaders = ["atl-traceid", "atl-request-id", "X-AREQUESTID", "x-trace-id", "x-request-id"];

    /// <summary>Reads an answer whose status is no success of the operation.</summary>
    public static async ValueTask<AtlassianApiException> ReadAsync(
        HttpResponseMessage response,
        OperationDescriptor operation,
        CancellationToken cancellationToken)
    {
        string body = await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var messages = new List<string>();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadMessages(body, messages, fields);

        string explanation = Join(messages, fields);
        if (response.IsSuccessStatusCode)
        {
            explanation = ", which the document does not declare";
        }
        else if (explanation.Length > 0)
        {
            explanation = ": " + explanation;
        }

        return Create(response, operation, explanation, body, messages, fields);
    }

    /// <summary>Makes the exception for an answer whose status is as declared but whose body is not.</summary>
    public static AtlassianApiException Unreadable(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string problem,
        ReadOnlySpan<byte> body = default,
        Exception? innerException = null) =>
        Create(
            response,
            operation,
            ", but " + problem,
            AnswerText.Decode(response.Content, body[..Math.Min(body.Length, MaximumBody)]),
            [],
            [],
            innerException);

    private static AtlassianApiException Create(
        HttpResponseMessage response,
        OperationDescriptor operation,
        string explanation,
        string body,
        List<string> messages,
        Dictionary<string, string> fields,
        Exception? innerException = null)
    {
        IReadOnlyDictionary<string, string> traceIds = FindTraceIds(response, out string? traceId);
        string where = traceId is null ? operation.Id : $"{operation.Id}, trace {traceId}";
        string status = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}").TrimEnd();
        string? failureCategory = FindHeader(response, "X-Failure-Category");
        string? loginReason = FindHeader(response, "X-Seraph-LoginReason");
        bool lacksScope = ScopeRefusal.IsOne(response, body);
        IReadOnlyList<string>? granted = null;
        if (lacksScope)
        {
            response.RequestMessage?.Options.TryGetValue(ScopeRefusal.GrantedScopes, out granted);
        }

        RateLimitRefusal? refusal = RateLimitRefusal.Of(response);
        string? advice = lacksScope ? DescribeScopes(operation, granted)
            : refusal is not null ? RateLimitAdvice.For(refusal.Scope, refusal.ResetsAt)
            : ErrorAdvice.Find(response, body, failureCategory, loginReason);
        string message = $"{operation} was answered {status}{explanation} ({where}).{(advice is null ? "" : " " + advice)}";
        ErrorFacts facts = new(
            operation.Id,
            messages,
            fields.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : fields,
            traceIds,
            traceId,
            failureCategory,
            loginReason,
            ErrorAdvice.FindRetryAfter(response),
            advice,
            body.Length == 0 ? null : Shorten(body, MaximumExcerpt));

        return lacksScope
            ? new MissingScopeException(message, response.StatusCode, facts)
            {
                ClassicScopes = operation.ClassicScopes,
                GranularScopes = operation.GranularScopes,
                GrantedScopes = granted,
            }
            : refusal is not null
            ? new RateLimitedException(message, facts) { Scope = refusal.Scope, Reason = refusal.Reason, ResetsAt = refusal.ResetsAt }
            : response.StatusCode == HttpStatusCode.NotFound ? new NotFoundException(message, facts)
            : new AtlassianApiException(message, response.StatusCode, facts, innerException);
    }

    private static string DescribeScopes(OperationDescriptor operation, IReadOnlyList<string>? granted)
    {
        string classic = string.Join(' ', operation.ClassicScopes);
        string granular = string.Join(' ', operation.GranularScopes);
        string needed =
            classic.Length > 0 && granular.Length > 0 ? $"It needs {classic}, or else the granular scopes {granular}"
            : classic.Length + granular.Length > 0 ? $"It needs {classic}{granular}"
            : "Which scopes it needs is not known";
        return granted is null
            ? $"{needed}; which ones the login was given is not known."
            : $"{needed}; granted are {(granted.Count == 0 ? "none" : string.Join(' ', granted))}.";
    }

    private static async ValueTask<string> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using PooledBuffer buffer = await PooledBuffer.ReadAsync(content, MaximumBody, cancellationToken).ConfigureAwait(false);
            return AnswerText.Decode(content, buffer.Memory.Span);
        }
        catch (HttpRequestException)
        {
            // The status says more than a body that broke off.
            return "";
        }
    }

    private static void ReadMessages(string body, List<string> messages, Dictionary<string, string> fields)
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
                ReadJson(document.RootElement, messages, fields);
                return;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Cut off, no JSON after all, or half a surrogate pair in it.
            }
        }

        string? text = body[0] == '<'
            ? FindElement(body, "title") ?? FindElement(body, "message")
            : body.Length <= MaximumMessage ? body : null;
        Add(messages, text);
    }

    private static void ReadJson(JsonElement answer, List<string> messages, Dictionary<string, string> fields)
    {
        if (answer.ValueKind == JsonValueKind.Array)
        {
            ReadErrors(answer, messages, fields);
            return;
        }

        foreach (JsonProperty member in answer.EnumerateObject())
        {
            switch (member.Name)
            {
                // Jira; JSM; Confluence v1 and the gateway; the token endpoint.
                case "errorMessages" or "errorMessage" or "message" or "error" or "error_description":
                    ReadTexts(member.Value, messages);
                    break;

                // Jira by field; Confluence v2 as a list.
                case "errors":
                    ReadErrors(member.Value, messages, fields);
                    break;

                // Confluence v1.
                case "data" when member.Value.ValueKind == JsonValueKind.Object
                    && member.Value.TryGetProperty("errors", out JsonElement errors):
                    ReadErrors(errors, messages, fields);
                    break;
            }
        }
    }

    private static void ReadErrors(JsonElement errors, List<string> messages, Dictionary<string, string> fields)
    {
        if (errors.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in errors.EnumerateObject())
            {
                fields[field.Name] = Text(field.Value);
            }
        }
        else if (errors.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement error in errors.EnumerateArray())
            {
                Add(messages, error.ValueKind == JsonValueKind.Object ? Describe(error) : Text(error));
            }
        }
    }

    private static void ReadTexts(JsonElement value, List<string> messages)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                Add(messages, Text(item));
            }
        }
        else
        {
            Add(messages, Text(value));
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

    private static void Add(List<string> messages, string? message)
    {
        if (!string.IsNullOrWhiteSpace(message) && !messages.Contains(message))
        {
            messages.Add(message);
        }
    }

    private static string? FindElement(string markup, string name)
    {
        int open = markup.IndexOf("<" + name, StringComparison.OrdinalIgnoreCase);
        int start = open < 0 ? -1 : markup.IndexOf('>', open);
        int end = start < 0 ? -1 : markup.IndexOf("</" + name, start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : WebUtility.HtmlDecode(markup[(start + 1)..end]).Trim();
    }

    private static string Join(List<string> messages, Dictionary<string, string> fields)
    {
        var text = new StringBuilder();
        foreach (string message in messages)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(message);
        }

        foreach ((string field, string message) in fields)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(field).Append(": ").Append(message);
        }

        return Shorten(text.ToString(), MaximumMessage);
    }

    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end];
    }

    private static IReadOnlyDictionary<string, string> FindTraceIds(HttpResponseMessage response, out string? first)
    {
        first = null;
        Dictionary<string, string>? found = null;
        foreach (string name in s_traceHeaders)
        {
            if (FindHeader(response, name) is { Length: > 0 } value)
            {
                first ??= value;
                (found ??= new(StringComparer.OrdinalIgnoreCase))[name] = value;
            }
        }

        return found is null ? ReadOnlyDictionary<string, string>.Empty : found;
    }

    private static string? FindHeader(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out System.Net.Http.Headers.HeaderStringValues values) ? values.ToString() : null;
}
