using System.Net;
using System.Text;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The response has a success status, but no value can be read from it: the body is empty, not JSON, of another shape, the JSON of an
/// error, or broke off. The request is never sent again, because it may have been carried out.
/// </summary>
/// <remarks>
/// <see cref="Body"/> contains what was read. It may contain the id of what a write created. If the body is an error, such as
/// <c>{"errorMessages":["..."],"errors":{}}</c> without any member of the value, <see cref="AtlassianApiException.Messages"/> and
/// <see cref="AtlassianApiException.FieldErrors"/> contain its messages.
/// </remarks>
public class UnreadableSuccessException : AtlassianApiException
{
    private readonly Encoding _encoding;

    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="innerException">Why the response could not be read.</param>
    public UnreadableSuccessException(string message, HttpStatusCode status, Exception? innerException = null)
        : base(message, status, innerException)
    {
        _encoding = Encoding.UTF8;
    }

    internal UnreadableSuccessException(
        string message, HttpResponseMessage response, bool isWrite, ReadOnlyMemory<byte> body, ErrorFacts facts, Exception? innerException)
        : base(message, response.StatusCode, facts, innerException)
    {
        IsWrite = isWrite;
        Body = body;
        Headers = ReadHeaders(response);
        _encoding = AnswerText.FindEncodingOf(response.Content, body.Span);
    }

    /// <summary>
    /// Whether the operation changes something. The change has then been made, or may have been made if the body is an error: check before
    /// you send the request again.
    /// </summary>
    public bool IsWrite { get; init; }

    /// <summary>The headers of the response and of its body by name, ignoring case; several values are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The part of the body that was read, as it arrived; empty if the body is larger than the limit.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// Decodes <see cref="Body"/> with the charset that the response declares. The text can contain any characters that the server sent.
    /// </summary>
    public string GetBodyText() => _encoding.GetString(Body.Span);

    private static Dictionary<string, string> ReadHeaders(HttpResponseMessage response)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in response.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in response.Content.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        return headers;
    }
}
