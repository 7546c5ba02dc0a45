using System.Net;
using System.Net.Http.Headers;
using Leeway.Http.Resilience;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>
/// The metadata of a response. Pass one in <see cref="CallSettings.Response"/>. It is filled before the call returns or throws an
/// <see cref="AtlassianApiException"/>.
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

    /// <summary>Keeps only the headers: the call reads and disposes of the body.</summary>
    internal void Fill(HttpResponseMessage response, HttpRequestMessage request)
    {
        Attempts = CallAttempts.Of(request);
        _response = response;
    }
}
