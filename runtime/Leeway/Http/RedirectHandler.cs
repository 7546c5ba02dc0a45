using System.Net;
using Leeway.Calls;

namespace Leeway.Http;

/// <summary>
/// Follows redirects, deciding for each by its origin: the same origin is sent what the first was, any other neither login nor
/// anything else that might identify the caller.
/// </summary>
/// <remarks>Downloads are answered with a redirect to a media host whose address carries a login of its own.</remarks>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaximumHops = 5;

    private static readonly string[] s_harmlessHeaders =
        ["Accept", "Accept-Encoding", "Accept-Language", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Range", "User-Agent"];

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> response = base.SendAsync(request, cancellationToken);
        return response.IsCompletedSuccessfully && FindTarget(request, response.Result) is null
            ? response
            : FollowAsync(response, request, cancellationToken);
    }

    private async Task<HttpResponseMessage> FollowAsync(
        Task<HttpResponseMessage> answer, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await answer.ConfigureAwait(false);
        HttpRequestMessage asked = request;
        for (int hop = 0; hop < MaximumHops && FindTarget(asked, response) is { } target; hop++)
        {
            HttpRequestMessage next = Redirect(asked, target);
            response.Dispose();
            asked = next;
            response = await base.SendAsync(asked, cancellationToken).ConfigureAwait(false);

            // By it the handlers further out know whose answer it is; not every transport says so.
            response.RequestMessage ??= asked;
        }

        return response;
    }

    private static Uri? FindTarget(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently
            or HttpStatusCode.Found
            or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect
            or HttpStatusCode.PermanentRedirect))
        {
            return null;
        }

        // A write that is answered with a redirect is the caller's to look at: its answer may lie there, or a second writing.
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            return null;
        }

        if (request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation)
            && operation.DeclaresSuccess((int)response.StatusCode))
        {
            return null;
        }

        if (CallSettings.Of(request)?.FollowRedirects == false)
        {
            return null;
        }

        if (response.Headers.Location is not { } location)
        {
            return null;
        }

        Uri target = location.IsAbsoluteUri ? location : new Uri(request.RequestUri!, location);
        bool isHttps = target.Scheme == Uri.UriSchemeHttps;
        bool mayBePlain = target.Scheme == Uri.UriSchemeHttp && request.RequestUri!.Scheme == Uri.UriSchemeHttp;
        return isHttps || mayBePlain ? target : null;
    }

    private static HttpRequestMessage Redirect(HttpRequestMessage request, Uri target)
    {
        HttpRequestMessage next = new(request.Method, target) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach ((string name, object? value) in request.Options)
        {
            next.Options.TryAdd(name, value);
        }

        bool isSameOrigin = Origins.AreSame(request.RequestUri!, target);
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            if (isSameOrigin || Array.Exists(s_harmlessHeaders, harmless => harmless.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                next.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return next;
    }
}
