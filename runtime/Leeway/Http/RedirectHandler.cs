using Leeway.Calls;

namespace Leeway.Http;

/// <summary>
/// Follows redirects of reads, deciding for each by its origin. One to the same origin is sent what the first request was. One to another
/// origin is followed for downloads only, with neither the login nor anything else that might identify the caller: without it, a JSON
/// call would be answered as to an anonymous user. One to a login page is never followed.
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

    /// <summary>Where to go on; <see langword="null"/> where the answer stands.</summary>
    private static Uri? FindTarget(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (!RedirectAnswer.IsOne(response.StatusCode))
        {
            return null;
        }

        response.RequestMessage ??= request;
        return (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
            && !IsAnswer(request, response)
            && CallSettings.Of(request)?.FollowRedirects != false
            && RedirectAnswer.FindTarget(response) is { } target
            && KeepsEncryption(request.RequestUri!, target)
            && !LoginPage.IsAddress(target)
            && (Origins.AreSame(request.RequestUri!, target) || MayLeave(request, target))
                ? target
                : null;
    }

    private static bool IsAnswer(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation)
        && operation.DeclaresSuccess((int)response.StatusCode);

    private static bool KeepsEncryption(Uri asked, Uri target) =>
        target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && asked.Scheme == Uri.UriSchemeHttp);

    // A file has an address of its own at its host; the same path at another host is the same site under another name.
    private static bool MayLeave(HttpRequestMessage request, Uri target) =>
        request.Options.TryGetValue(RedirectAnswer.MayLeaveOrigin, out bool mayLeave) && mayLeave && !SiteMove.KeepsPath(request.RequestUri!, target);

    private static HttpRequestMessage Redirect(HttpRequestMessage request, Uri target)
    {
        HttpRequestMessage next = new(request.Method, target) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach ((string name, object? value) in request.Options)
        {
            next.Options.TryAdd(name, value);
        }

        bool isSameOrigin = Origins.AreSame(request.RequestUri!, target);
        if (!isSameOrigin)
        {
            next.Options.Set(RedirectAnswer.LeftOrigin, true);
        }

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
