using System.Globalization;
using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Calls;

/// <summary>
/// Recognizes the JSON of an error in the body of a success, from a server or proxy that returns 200 whatever happened. Read as a model,
/// it would be an object without values.
/// </summary>
/// <remarks>
/// Only bodies without any declared member are examined, because models can declare members such as <c>errors</c>. A body counts as an
/// error if it has:
/// <list type="bullet">
/// <item>messages in <c>errorMessages</c>, <c>errorMessage</c> or <c>error</c>, or</item>
/// <item><c>errors</c> with an entry, or</item>
/// <item>both <c>errorMessages</c> and <c>errors</c>, as in Jira's errors, or</item>
/// <item>a status of 400 to 599 (<c>statusCode</c>, <c>status</c>, <c>code</c>) beside a text such as <c>message</c>.</item>
/// </list>
/// If the type of the body declares no names, these rules are stricter: the body must have no other members than those of errors, an entry
/// of <c>errors</c> must have a message unless <c>errorMessages</c> is beside it, and two empty members are not an error.
/// </remarks>
internal static class ErrorBody
{
    /// <summary>The maximum size of an error, in bytes.</summary>
    private const int MaxBytes = 64 * 1024;

    private static readonly string[] s_words = ["message", "reason", "title", "detail", "errormessage", "errordescription", "error"];

    private static readonly string[] s_statuses = ["statuscode", "status", "code", "httpstatuscode", "errorcode"];

    /// <summary>Other members of errors.</summary>
    private static readonly string[] s_others =
    [
        "errormessages", "errors", "messages", "details", "data", "type", "instance", "path", "timestamp", "method", "key", "context",
        "warnings", "warningmessages", "i18nerrormessage", "traceid", "requestid", "correlationid", "success", "ok",
    ];

    /// <summary>Whether a body is an error.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="members">What its type declares.</param>
    public static bool IsOne(ReadOnlySpan<byte> utf8, RootMembers members)
    {
        utf8 = utf8.TrimStart(" \t\r\n"u8);
        if (members == RootMembers.Declared || utf8 is not [(byte)'{', ..] || utf8.Length > MaxBytes)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, JsonModelReader.ReaderOptions);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return IsOne(document.RootElement, mayHaveOthers: members == RootMembers.Undeclared);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The body is not JSON, or a text has an unpaired surrogate.
            return false;
        }
    }

    private static bool IsOne(JsonElement body, bool mayHaveOthers)
    {
        bool hasWords = false;
        bool hasErrorStatus = false;
        bool hasMessages = false;
        bool hasErrors = false;
        bool isJiraError = false;
        JsonElement errors = default;
        foreach (JsonProperty member in body.EnumerateObject())
        {
            string name = ErrorMessages.Simplify(member.Name);
            JsonElement value = member.Value;
            if (!mayHaveOthers && !IsNameOfError(name))
            {
                return false;
            }

            switch (name)
            {
                case "errormessages" or "errormessage" or "error":
                    hasMessages |= HasText(value);
                    isJiraError |= name == "errormessages" && value.ValueKind == JsonValueKind.Array;
                    break;
                case "errors":
                    errors = value;
                    hasErrors |= mayHaveOthers ? HasEntries(value) : StartsWithMessage(value);
                    break;
            }

            hasWords |= Array.IndexOf(s_words, name) >= 0 && HasText(value);
            hasErrorStatus |= Array.IndexOf(s_statuses, name) >= 0 && IsErrorStatus(value);
        }

        isJiraError &= mayHaveOthers ? errors.ValueKind is JsonValueKind.Object or JsonValueKind.Array : HasEntries(errors);
        return hasMessages || hasErrors || isJiraError || (hasErrorStatus && hasWords);
    }

    /// <summary>Whether a value contains text: a string, an array that starts with one, or an object with one.</summary>
    private static bool HasText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() > 0 && HasText(value[0]),
        JsonValueKind.Object => HasMessage(value),
        _ => false,
    };

    private static bool HasEntries(JsonElement errors) => errors.ValueKind switch
    {
        JsonValueKind.Array => errors.GetArrayLength() > 0 && errors[0].ValueKind is (JsonValueKind.String or JsonValueKind.Object),
        JsonValueKind.Object => errors.EnumerateObject().MoveNext(),
        _ => false,
    };

    private static bool StartsWithMessage(JsonElement errors) =>
        errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 && HasMessage(errors[0]);

    private static bool IsNameOfError(string name) =>
        Array.IndexOf(s_words, name) >= 0 || Array.IndexOf(s_statuses, name) >= 0 || Array.IndexOf(s_others, name) >= 0;

    private static bool HasMessage(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (JsonProperty member in error.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && Array.IndexOf(s_words, ErrorMessages.Simplify(member.Name)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsErrorStatus(JsonElement value)
    {
        int status = 0;
        bool isNumber = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt32(out status),
            JsonValueKind.String => int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out status),
            _ => false,
        };
        return isNumber && status is >= 400 and <= 599;
    }
}
