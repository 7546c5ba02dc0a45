using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Http;

/// <summary>Sends requests with their login, to the one origin that it is for and no other.</summary>
internal sealed class LoginHandler(ILogin login, AtlassianOptions options, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private readonly Uri _origin = LoginOrigin.Of(options);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } address || !Origins.AreSame(address, _origin))
        {
            throw new InvalidOperationException($"Only {_origin.Authority} is sent the login, and the request is for another host.");
        }

        GrantId grant = CallSettings.GrantOf(request, options);
        AccessToken token = await login.GetAccessTokenAsync(grant, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(request, grant, token, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!RefusesLogin(request, response)
                || !RepeatableContent.CanBeSentAgain(request.Content)
                || await ScopeRefusal.IsOneAsync(response, cancellationToken).ConfigureAwait(false))
            {
                return response;
            }

            // The question is whether the token that was used is still the one to use, not whether there was a 401.
            AccessToken? other = await login.GetAccessTokenAfterAsync(grant, token, cancellationToken).ConfigureAwait(false);
            if (other is null)
            {
                return response;
            }

            token = other;
        }
        catch
        {
            response.Dispose();
            throw;
        }

        response.Dispose();
        return await SendAsync(request, grant, token, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        GrantId grant,
        AccessToken token,
        CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue(login.Scheme, token.Reveal());
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (RefusesLogin(request, response) && login.ScopesOf(grant) is { } scopes)
        {
            // For whoever makes an error of the answer: it may be a scope that is missing.
            (response.RequestMessage ??= request).Options.Set(ScopeRefusal.GrantedScopes, scopes);
        }

        return response;
    }

    // Where a redirect led to another host, or from there back without the login, a 401 says nothing of the token.
    private bool RefusesLogin(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && (response.RequestMessage ?? request) is { Headers.Authorization: not null, RequestUri: { } answered }
        && Origins.AreSame(answered, _origin);
}
