using System.Net;
using System.Net.Http.Headers;
using Leeway.Http.Resilience;
using Leeway.Limits;

namespace Leeway.Calls;

/// <summary>
/// What a response says besides its value: pass one in <see cref="CallSettings.Response"/>. It is
/// filled before the call returns or throws an <see cref="AtlassianApiException"/>.
/// </summary>
/// <remarks>It holds the latest response of the calls that it was passed to: use one for each call where several are under way.</remarks>
public sealed class ResponseRecord
{
    private HttpResponseMessage? _response;

    /// <summary>The status; null before there is an answer.</summary>
    public HttpStatusCode? Status => _response?.StatusCode;

    /// <summary>The headers but those of the body; null before there is an answer.</summary>
    public HttpResponseHeaders? Headers => _response?.Headers;

    /// <summary>The headers of the body, such as its type; null before there is an answer.</summary>
    public HttpContentHeaders? ContentHeaders => _response?.Content.Headers;

    /// <summary>What the response says about limits; null where it says nothing.</summary>
    public RateLimitStatus? RateLimit => _response is { } response ? RateLimitStatus.Read(response.Headers) : null;

    /// <summary>How often the call was sent, as far as Leeway repeated it; 0 before there is an answer.</summary>
    public int Attempts { get; private set; }

    /// <summary>A header's value, several joined by commas; null where the answer lacks it.</summary>
    /// <param name="name">The header's name, in any case.</param>
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

    /// <summary>Keeps the heads alone: the answer's body is read and disposed of by the call.</summary>
    internal void Fill(HttpResponseMessage response, HttpRequestMessage request)
    {
        Attempts = CallAttempts.Of(request);
        _response = response;
    }
}
