using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;

namespace Leeway.Http;

/// <summary>Sends requests with their login, to the one origin that it is for and no other.</summary>
internal sealed class LoginHandler(ILogin login, CallDefaults defaults, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private static readonly HttpRequestOptionsKey<bool> s_isReplayed = new("Leeway.IsReplayed");

    private readonly Uri _origin = defaults.FindLoginOrigin();

    /// <summary>The token whose replay was refused too. Until a call with it succeeds, a 401 is not taken for a passing one.</summary>
    private volatile AccessToken? _refusedTwice;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } address || !Origins.AreSame(address, _origin))
        {
            throw new InvalidOperationException($"Only {_origin.Authority} is sent the login, and the request is for another host.");
        }

        GrantId grant = CallSettings.Of(request)?.Grant ?? defaults.Grant;
        ValueTask<AccessToken> needed = login.GetAccessTokenAsync(grant, cancellationToken);
        AccessToken token = needed.IsCompletedSuccessfully
            ? needed.Result
            : await CallAttempts.BeforeSendingAsync(request, needed).ConfigureAwait(false);
        HttpResponseMessage response = await SendAsync(request, grant, token, cancellationToken).ConfigureAwait(false);
        if (!RefusesLogin(request, response))
        {
            ForgetRefusal(token);
            return response;
        }

        AccessToken? next;
        try
        {
            next = await CallAttempts.BeforeSendingAsync(request, FindNextAsync(request, response, grant, token, cancellationToken)).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (next is null)
        {
            return response;
        }

        response.Dispose();
        request.Options.Set(s_isReplayed, true);
        response = await SendAsync(request, grant, next, cancellationToken).ConfigureAwait(false);
        if (RefusesLogin(request, response))
        {
            _refusedTwice = next;
        }

        return response;
    }

    /// <summary>Finds the token to replay a call with that was answered 401, which has had no effect.</summary>
    /// <returns>Another token, or the same one where it is too young to be the cause; <see langword="null"/> where the 401 stands.</returns>
    private async ValueTask<AccessToken?> FindNextAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        GrantId grant,
        AccessToken token,
        CancellationToken cancellationToken)
    {
        LoginOutcome outcome = LoginReason.Find(response);
        if (outcome is LoginOutcome.Accepted or LoginOutcome.Barred
            || request.Options.TryGetValue(s_isReplayed, out _)
            || !RepeatableContent.CanBeSentAgain(request.Content)
            || await ScopeRefusal.IsOneAsync(response, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        // The question is whether the token that was used is still the one to use, not whether there was a 401.
        AccessToken? other = await login.GetAccessTokenAfterAsync(grant, token, cancellationToken).ConfigureAwait(false);

        // A fixed login that the product itself calls wrong stays wrong, and failures can lock its account.
        bool isWrong = outcome == LoginOutcome.Failed && login is FixedLogin;
        return other ?? (isWrong || token.Equals(_refusedTwice) ? null : token);
    }

    private void ForgetRefusal(AccessToken token)
    {
        if (_refusedTwice is { } refused && refused.Equals(token))
        {
            _refusedTwice = null;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        GrantId grant,
        AccessToken token,
        CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue(login.Scheme, token.Reveal());
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            // The error that is made of the answer says what to do about the login, or which scope is missing.
            HttpRequestMessage answered = response.RequestMessage ??= request;
            answered.Options.Set(AtlassianLogin.Key, defaults.Login);
            if (RefusesLogin(request, response) && login.GetScopes(grant) is { } scopes)
            {
                answered.Options.Set(ScopeRefusal.GrantedScopes, scopes);
            }
        }

        return response;
    }

    // Where a redirect led to another host, or from there back without the login, a 401 says nothing of the token.
    private bool RefusesLogin(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && (response.RequestMessage ?? request) is { Headers.Authorization: not null, RequestUri: { } answered }
        && Origins.AreSame(answered, _origin);
}
