using System.Net;
using System.Text;
using Leeway.Calls;

namespace Leeway;

/// <summary>
/// The server accepted the request, but its response cannot be read: where a value is promised, the body is empty, not JSON, of another
/// shape, or broke off. The request is never sent again, since it has been carried out.
/// </summary>
/// <remarks>Nothing is lost: <see cref="Body"/> holds what was read, in which the id of what a write created may be found.</remarks>
public class UnreadableSuccessException : AtlassianApiException
{
    private readonly Encoding _encoding;

    /// <summary>Initializes the exception.</summary>
    /// <param name="message">What happened.</param>
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

    /// <summary>Whether the operation changes something: the change has then been made, and must not be made again.</summary>
    public bool IsWrite { get; init; }

    /// <summary>The headers of the response and of its body by their names, in any case; several values of one are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The body as far as it was read, as it arrived; empty where it is larger than the limit.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Decodes <see cref="Body"/> in the charset that the response declares. The text is the server's, with whatever characters it sent.</summary>
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
