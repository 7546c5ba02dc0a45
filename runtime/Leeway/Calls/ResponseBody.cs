using System.Net;
using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Calls;

/// <summary>Reads the bodies of successful responses, whether or not the document declares their status.</summary>
internal static class ResponseBody
{
    private const string Empty = "its body, which should contain a value, is empty";
    private const string NotPromised = "its body is not the JSON that the document declares";

    /// <exception cref="UnreadableSuccessException">The body is not the JSON of a value, or is the JSON of an error.</exception>
    public static T? ReadValue<T, TCodec>(
        HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, JsonModelOptions json, bool isOptional)
        where TCodec : struct, IJsonCodec<T>
    {
        ReadOnlySpan<byte> utf8 = AnswerText.ToUtf8(response.Content, body);
        try
        {
            T? value = default;
            if (!utf8.IsEmpty)
            {
                value = JsonModelSerializer.Read<T, TCodec>(utf8, json, out RootMembers root);
                if (root != RootMembers.Declared && ErrorBody.IsOne(utf8, root))
                {
                    throw ErrorAnswer.ErrorInSuccess(response, operation, body);
                }

                if (value is null && !isOptional)
                {
                    throw new JsonException("The body is null.");
                }
            }
            else if (!isOptional && typeof(T) != typeof(RawJson))
            {
                // An operation that can return any JSON may also return nothing.
                throw ErrorAnswer.Unreadable(response, operation, Empty, body);
            }

            ReportUndeclared(response, operation, json);
            return value;
        }
        catch (JsonException exception)
        {
            throw ErrorBody.IsOne(utf8, RootMembers.Undeclared)
                ? ErrorAnswer.ErrorInSuccess(response, operation, body, exception)
                : ErrorAnswer.Unreadable(response, operation, NotPromised, body, exception);
        }
    }

    /// <summary>Reads the value of a JSON string, or the whole body if it is not JSON.</summary>
    /// <exception cref="UnreadableSuccessException">The body is missing.</exception>
    public static string ReadText(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, JsonModelOptions json)
    {
        string text = AnswerText.Decode(response.Content, body);
        bool isJson = response.Content.Headers.ContentType?.MediaType is { } type
            && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        bool hasNone = response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.ResetContent;
        if (hasNone || (isJson && text is "" or "null"))
        {
            throw ErrorAnswer.Unreadable(response, operation, Empty, body);
        }

        if (text.StartsWith('<') && LoginPage.MayReplaceResult(response, operation) && LoginPage.IsOne(response, text))
        {
            throw ErrorAnswer.Unreadable(response, operation, "its body is a login page", body);
        }

        if (isJson && text.StartsWith('{') && ErrorBody.IsOne(AnswerText.ToUtf8(response.Content, body), RootMembers.Unnamed))
        {
            throw ErrorAnswer.ErrorInSuccess(response, operation, body);
        }

        RequireDeclared(response, operation, body, json);
        return AnswerText.Unquote(text);
    }

    /// <summary>Finds what the body of a method without a value shows: that the response is a login page or an error.</summary>
    /// <param name="response">The response.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="body">The beginning of the body.</param>
    /// <returns>Null if it shows neither.</returns>
    public static AtlassianApiException? FindFailure(HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> utf8 = AnswerText.ToUtf8(response.Content, body);
        return utf8 switch
        {
            [(byte)'<', ..] when LoginPage.MayReplaceResult(response, operation) && LoginPage.IsOne(response, AnswerText.Decode(response.Content, body)) =>
                ErrorAnswer.Unreadable(response, operation, "its body is a login page", body),
            [(byte)'{', ..] when ErrorBody.IsOne(utf8, RootMembers.Unnamed) => ErrorAnswer.ErrorInSuccess(response, operation, body),
            _ => null,
        };
    }

    /// <summary>Reports a success status that the document does not declare.</summary>
    /// <exception cref="UnreadableSuccessException">The options do not allow it.</exception>
    public static void RequireDeclared(
        HttpResponseMessage response, OperationDescriptor operation, ReadOnlySpan<byte> body, JsonModelOptions json)
    {
        try
        {
            ReportUndeclared(response, operation, json);
        }
        catch (JsonException exception)
        {
            throw ErrorAnswer.Unreadable(response, operation, "its status is not one that the document declares", body, exception);
        }
    }

    private static void ReportUndeclared(HttpResponseMessage response, OperationDescriptor operation, JsonModelOptions json)
    {
        int status = (int)response.StatusCode;
        if (!operation.DeclaresSuccess(status))
        {
            JsonDrift.ReportStatus(json, operation.Id, status);
        }
    }
}
