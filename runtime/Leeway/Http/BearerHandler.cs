using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Http;

/// <summary>Sends requests with the login of their grant, to the gateway's origin and no other.</summary>
internal sealed class BearerHandler(GrantKeeper keeper, AtlassianOptions options, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private readonly Uri _gateway = options.Endpoints.Gateway;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } address || !Origins.AreSame(address, _gateway))
        {
            throw new InvalidOperationException("Only the gateway is sent a login, and the request is for another host.");
        }

        GrantId grant = AtlassianRequestOptions.GrantOf(request, options);
        AccessToken token = await keeper.GetAccessTokenAsync(grant, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
        try
        {
            if (response.StatusCode != HttpStatusCode.Unauthorized
                || !RepeatableContent.CanBeSentAgain(request.Content)
                || await ScopeRefusal.IsOneAsync(response, cancellationToken).ConfigureAwait(false))
            {
                return response;
            }

            // The question is whether the token that was used is still the one to use, not whether there was a 401.
            AccessToken? other = await keeper.GetAccessTokenAfterAsync(grant, token, cancellationToken).ConfigureAwait(false);
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
        return await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AccessToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        return base.SendAsync(request, cancellationToken);
    }
}
