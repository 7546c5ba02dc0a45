using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Leeway.Http.Resilience;
using Leeway.Json;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>
/// The metadata of a response and, on request, its body. Pass one in <see cref="CallSettings.Response"/>. It is filled before the call returns
/// or throws an <see cref="AtlassianApiException"/>.
/// </summary>
/// <remarks>It contains the latest response of the calls that used it. If calls run in parallel, use one for each.</remarks>
public sealed class ResponseRecord
{
    private HttpResponseMessage? _response;

    /// <summary>The status; null before there is a response.</summary>
    public HttpStatusCode? Status => _response?.StatusCode;

    /// <summary>The headers except those of the body; null before there is a response.</summary>
    public HttpResponseHeaders? Headers => _response?.Headers;

    /// <summary>The headers of the body, such as its type; null before there is a response.</summary>
    public HttpContentHeaders? ContentHeaders => _response?.Content.Headers;

    /// <summary>What the response reports about rate limits; null if it reports nothing.</summary>
    public RateLimitStatus? RateLimit => _response is { } response ? RateLimitStatus.Read(response.Headers) : null;

    /// <summary>Whether the body is kept. Without it, nothing is copied.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool KeepsBody { get; init; }

    /// <summary>
    /// The body as it arrived, after decompression: also that of an error, and what arrived of one that broke off. Null if
    /// <see cref="KeepsBody"/> is not set, before there is a response, for a file, and for a body that is larger than
    /// <see cref="AtlassianOptions.MaxResponseBytes"/>. Of an error, at most the first 64 KB are kept.
    /// </summary>
    public ReadOnlyMemory<byte>? Body { get; private set; }

    /// <summary>The number of times that Leeway sent the call; 0 before there is a response.</summary>
    public int Attempts { get; private set; }

    /// <summary>Returns the value of a header, several values joined by commas; null if the response does not have it.</summary>
    /// <param name="name">The name of the header. Case is ignored.</param>
    public string? Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        HttpResponseMessage? response = _response;
        if (response is null)
        {
            return null;
        }

        return response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values)
            || response.Content.Headers.NonValidated.TryGetValues(name, out values)
                ? values.ToString()
                : null;
    }

    /// <summary>Parses <see cref="Body"/> as JSON.</summary>
    /// <returns>The JSON; null if there is no body, or if it is empty.</returns>
    /// <exception cref="JsonException">The body is not one well-formed value, such as an HTML page.</exception>
    public RawJson? ReadBodyAsJson()
    {
        if (Body is not { } body || _response is not { } response)
        {
            return null;
        }

        ReadOnlySpan<byte> utf8 = AnswerText.ToUtf8(response.Content, body.Span);
        return utf8.IsEmpty ? default(RawJson?) : RawJson.Parse(utf8);
    }

    /// <summary>Keeps the headers. The call reads and disposes of the body.</summary>
    internal void Fill(HttpResponseMessage response, HttpRequestMessage request)
    {
        Attempts = CallAttempts.Of(request);
        Body = null;
        _response = response;
    }

    /// <summary>Keeps a copy of the body, if it is wanted.</summary>
    internal void KeepBody(ReadOnlySpan<byte> body)
    {
        if (KeepsBody)
        {
            Body = body.ToArray();
        }
    }
}
