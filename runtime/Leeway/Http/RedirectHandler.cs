using Leeway.Calls;

namespace Leeway.Http;

/// <summary>
/// Follows redirects of reads. A redirect to the same origin receives the same headers. A redirect to another origin is followed for
/// downloads only, without the login and other headers that may identify the caller: without the login, a JSON call would be treated as
/// anonymous. A redirect from Atlassian to a login page is never followed.
/// </summary>
/// <remarks>A download returns a redirect to a media host whose address contains its own login.</remarks>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaxHops = 5;

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
        for (int hop = 0; hop < MaxHops && FindTarget(asked, response) is { } target; hop++)
        {
            HttpRequestMessage next = Redirect(asked, target);
            response.Dispose();
            asked = next;
            response = await base.SendAsync(asked, cancellationToken).ConfigureAwait(false);

            // The outer handlers find the request of the response here; not every transport sets it.
            response.RequestMessage ??= asked;
        }

        return response;
    }

    /// <summary>Finds the next address; <see langword="null"/> if the response is not redirected further.</summary>
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
            && !(IsOfAtlassian(request) && LoginPage.IsAddress(target))
            && (Origins.AreSame(request.RequestUri!, target) || MayLeave(request, target))
                ? target
                : null;
    }

    private static bool IsAnswer(HttpRequestMessage request, HttpResponseMessage response) =>
        OperationDescriptor.Of(request)?.DeclaresSuccess((int)response.StatusCode) == true;

    private static bool IsOfAtlassian(HttpRequestMessage request) => OperationDescriptor.Of(request) is not { IsOfAtlassian: false };

    private static bool KeepsEncryption(Uri asked, Uri target) =>
        target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && asked.Scheme == Uri.UriSchemeHttp);

    // A file has its own address at its host; the same path at another host is the same site under another name.
    private static bool MayLeave(HttpRequestMessage request, Uri target) =>
        request.Options.TryGetValue(RedirectAnswer.MayLeaveOrigin, out bool mayLeave) && mayLeave
        && !(IsOfAtlassian(request) && SiteMove.KeepsPath(request.RequestUri!, target));

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
            if (isSameOrigin || CrossOriginHeaders.Contains(name))
            {
                next.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return next;
    }
}
