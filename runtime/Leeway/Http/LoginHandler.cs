using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;

namespace Leeway.Http;

/// <summary>Adds the login to requests, and sends it to only one origin.</summary>
internal sealed class LoginHandler(ILogin login, CallDefaults defaults, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private static readonly HttpRequestOptionsKey<bool> s_isReplayed = new("Leeway.IsReplayed");

    private readonly Uri _origin = defaults.FindLoginOrigin();

    private readonly string? _keyHeader = login.KeyHeader;

    /// <summary>The token whose replay was refused too. Until a call with it succeeds, a 401 does not count as sporadic.</summary>
    private volatile AccessToken? _refusedTwice;

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallSettings? settings = CallSettings.Of(request);
        CallTarget? target = settings?.Target;
        Uri origin = target?.BaseAddress ?? _origin;
        if (request.RequestUri is not { IsAbsoluteUri: true } address || !Origins.AreSame(address, origin))
        {
            throw new InvalidOperationException($"The login is sent to {origin.Authority} only, and the request is for another host.");
        }

        if (target is not null)
        {
            // The application received the token, so there is no other to try after a 401.
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target.Token.Reveal());
            return base.SendAsync(request, cancellationToken);
        }

        GrantId grant = settings?.Grant ?? defaults.Grant;
        ValueTask<AccessToken> finding = login.GetAccessTokenAsync(grant, cancellationToken);
        if (!finding.IsCompletedSuccessfully)
        {
            return AwaitTokenAsync(request, grant, finding, cancellationToken);
        }

        AccessToken token = finding.Result;
        Task<HttpResponseMessage> sending = SendAsync(request, grant, token, cancellationToken);
        if (!sending.IsCompletedSuccessfully || RefusesLogin(request, sending.Result))
        {
            return FinishAsync(request, sending, grant, token, cancellationToken);
        }

        ForgetRefusal(token);
        return sending;
    }

    private async Task<HttpResponseMessage> AwaitTokenAsync(
        HttpRequestMessage request, GrantId grant, ValueTask<AccessToken> finding, CancellationToken cancellationToken)
    {
        AccessToken token = await CallAttempts.BeforeSendingAsync(request, finding).ConfigureAwait(false);
        Task<HttpResponseMessage> sending = SendAsync(request, grant, token, cancellationToken);
        return await FinishAsync(request, sending, grant, token, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> FinishAsync(
        HttpRequestMessage request, Task<HttpResponseMessage> sending, GrantId grant, AccessToken token, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await sending.ConfigureAwait(false);
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
            await CheckRefusedAsync(request, response, grant, next, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    /// <summary>Finds out, after a replay that returned 401 too, whether the grant is lost. A user may have withdrawn the consent just now.</summary>
    private async Task CheckRefusedAsync(
        HttpRequestMessage request, HttpResponseMessage response, GrantId grant, AccessToken token, CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsFinalAsync(response, cancellationToken).ConfigureAwait(false))
            {
                await CallAttempts.BeforeSendingAsync(request, CheckAsync()).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is TokenUnavailableException or ClientCredentialsRefusedException)
        {
            // Whether the grant is lost remains unknown. The response is what is known.
        }
        catch
        {
            response.Dispose();
            throw;
        }

        async ValueTask<bool> CheckAsync()
        {
            await login.CheckRefusedAsync(grant, token, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Returns whether a 401 has a reason that another token would not change.</summary>
    private static async ValueTask<bool> IsFinalAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        LoginReason.Find(response) is LoginOutcome.Accepted or LoginOutcome.Barred
        || await ScopeRefusal.IsOneAsync(response, cancellationToken).ConfigureAwait(false);

    /// <summary>Finds the token for the replay of a call that returned 401. Such a call had no effect.</summary>
    /// <returns>
    /// Another token, or the same one if it is too new to be the cause; <see langword="null"/> if the call is not replayed.
    /// </returns>
    private async ValueTask<AccessToken?> FindNextAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        GrantId grant,
        AccessToken token,
        CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(s_isReplayed, out _)
            || !RepeatableContent.CanBeSentAgain(request.Content)
            || await IsFinalAsync(response, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        // What matters is whether the token is still the current one, not that there was a 401.
        AccessToken? other = await login.GetAccessTokenAfterAsync(grant, token, cancellationToken).ConfigureAwait(false);

        // If the product reports that a fixed login failed, a replay would fail too, and failed logins can lock the account.
        bool isWrong = LoginReason.Find(response) == LoginOutcome.Failed && login is FixedLogin;
        return other ?? (isWrong || token.Equals(_refusedTwice) ? null : token);
    }

    private void ForgetRefusal(AccessToken token)
    {
        if (_refusedTwice is { } refused && refused.Equals(token))
        {
            _refusedTwice = null;
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, GrantId grant, AccessToken token, CancellationToken cancellationToken)
    {
        if (_keyHeader is null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(login.Scheme, token.Reveal());
        }
        else
        {
            AddKey(request, _keyHeader, token);
        }

        Task<HttpResponseMessage> sending = base.SendAsync(request, cancellationToken);
        return sending.IsCompletedSuccessfully && sending.Result.IsSuccessStatusCode ? sending : NoteLoginAsync(request, grant, sending);
    }

    /// <summary>Sets the header of an API key, and notes on the request that it contains the login.</summary>
    private void AddKey(HttpRequestMessage request, string header, AccessToken key)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, key.Reveal());
        request.Options.Set(AtlassianLogin.Key, defaults.Login);
    }

    private async Task<HttpResponseMessage> NoteLoginAsync(HttpRequestMessage request, GrantId grant, Task<HttpResponseMessage> sending)
    {
        HttpResponseMessage response = await sending.ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            // The exception for this response uses these to describe the login or the missing scope.
            HttpRequestMessage answered = response.RequestMessage ??= request;
            answered.Options.Set(AtlassianLogin.Key, defaults.Login);
            if (RefusesLogin(request, response) && login.GetScopes(grant) is { } scopes)
            {
                answered.Options.Set(ScopeRefusal.GrantedScopes, scopes);
            }
        }

        return response;
    }

    // After a redirect to another host, or back from it without the login, a 401 says nothing about the token. Only Atlassian refuses tokens
    // that are valid: at other hosts, a replay would be refused too, and failed logins can lock the account.
    private bool RefusesLogin(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && !defaults.IsForeign
        && (response.RequestMessage ?? request) is { Headers.Authorization: not null, RequestUri: { } answered }
        && Origins.AreSame(answered, _origin);
}
