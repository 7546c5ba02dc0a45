using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// Logs a service account in with client credentials. Its tokens have no refresh token, and requesting one spends nothing, so neither a
/// store nor a lease is needed: each process requests its own token, with one request at a time, and renews it before it expires.
/// </summary>
/// <remarks>
/// See <see href="https://support.atlassian.com/user-management/docs/create-oauth-2-0-credential-for-service-accounts/">Atlassian's
/// documentation</see>.
/// </remarks>
internal sealed class ServiceAccountLogin(TokenEndpoint endpoint, RuntimeEnvironment environment, GrantOptions options, GrantInstruments instruments, ILogger logger) : ILogin
{
    private readonly SingleFlight<Outcome> _flight = new(environment.PromiseOptions);
    private volatile HeldToken? _held;
    private volatile TokenEndpointResult.Unavailable? _trouble;
    private Outcome? _lastFailure;
    private long _notBefore;

    public ValueTask<AccessToken> GetAccessTokenAsync(GrantId id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = environment.Now;
        if (_held is not { } held || now >= held.UsableUntil)
        {
            return new(FetchAsync(id, _held, cancellationToken));
        }

        if (now >= held.RenewAt)
        {
            EnsureFlight();
        }

        return new(held.Token);
    }

    public async ValueTask<AccessToken?> GetAccessTokenAfterAsync(GrantId id, AccessToken rejected, CancellationToken cancellationToken)
    {
        HeldToken? held = _held;
        if (held?.Token == rejected)
        {
            // If a token that was just received is rejected, another one does not help.
            return environment.Now - held.ReceivedAt < options.ForcedRenewalInterval
                ? null
                : await FetchAsync(id, held, cancellationToken).ConfigureAwait(false);
        }

        return await GetAccessTokenAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public IReadOnlyList<string>? GetScopes(GrantId id) => _held is { Scopes.Count: > 0 } held ? held.Scopes : null;

    /// <param name="grant">The grant that exceptions name.</param>
    /// <param name="stale">The token that the caller has seen and cannot use. If another one is held by now, that is returned.</param>
    /// <param name="cancellationToken">Ends the wait; the request continues.</param>
    private async Task<AccessToken> FetchAsync(GrantId grant, HeldToken? stale, CancellationToken cancellationToken)
    {
        using CallerTimeout callerTimeout = new(options.CallerTimeout, environment.Time);
        Outcome outcome;
        try
        {
            outcome = await _flight.JoinAsync(
                (Login: this, Stale: stale, Instruments: instruments),
                static call => call.Login._held is { } held && !ReferenceEquals(held, call.Stale) ? new Outcome(held, null) : null,
                static call => call.Login.FlyAsync(),
                static call => call.Instruments.RecordJoin(),
                cancellationToken,
                callerTimeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (callerTimeout.HasEnded(exception))
        {
            TokenEndpointResult.Unavailable? trouble = _trouble;
            throw callerTimeout.Explain(grant, trouble?.Detail, trouble?.RetryAfter, trouble?.Exception);
        }

        return outcome.Held?.Token ?? throw Explain(grant, outcome.Failure!);
    }

    private void EnsureFlight()
    {
        if (!IsPausing())
        {
            _flight.Ensure(this, static login => login.FlyAsync());
        }
    }

    private async Task<Outcome> FlyAsync()
    {
        Outcome outcome;
        try
        {
            outcome = _lastFailure is { } failure && IsPausing() ? failure : await RequestTokenAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            outcome = new Outcome(null, new TokenEndpointResult.Unavailable("The request for a token failed", false, false, null, exception));
        }

        _held = outcome.Held ?? _held;
        _lastFailure = outcome.Held is null ? outcome : null;
        return outcome;
    }

    private async Task<Outcome> RequestTokenAsync()
    {
        long startedAt = environment.Time.GetTimestamp();
        for (int failures = 0; ; failures++)
        {
            TokenEndpointResult result = await endpoint.ExchangeClientCredentialsAsync().ConfigureAwait(false);
            _trouble = result as TokenEndpointResult.Unavailable;
            if (result is TokenEndpointResult.Issued issued)
            {
                return new Outcome(Hold(issued), null);
            }

            bool isPassing = result is TokenEndpointResult.Unavailable { IsPassing: true };
            TimeSpan pause = isPassing ? options.Retries.GetPause(failures, environment.NextDouble()) : options.MaxRetryDelay;
            if (result is TokenEndpointResult.Unavailable { RetryAfter: { } asked } && asked > pause)
            {
                pause = asked;
            }

            if (!isPassing || environment.Time.GetElapsedTime(startedAt) + pause >= options.CallerTimeout)
            {
                // Until then, callers get the same failure without a request.
                Volatile.Write(ref _notBefore, environment.GetTimestampAfter(pause));
                Log(result);
                return new Outcome(null, result);
            }

            await Task.Delay(pause, environment.Time).ConfigureAwait(false);
        }
    }

    private HeldToken Hold(TokenEndpointResult.Issued issued)
    {
        TimeSpan life = issued.ExpiresAt - issued.AskedAt;
        TimeSpan renewAhead = RenewalTiming.ChooseRenewAhead(environment.NextDouble(), options);
        DateTimeOffset usableUntil = RenewalTiming.GetUsableUntil(issued.ExpiresAt, life, options);
        DateTimeOffset renewAt = RenewalTiming.GetRenewAt(issued.ExpiresAt, life, renewAhead, options);
        return new HeldToken(issued.AccessToken, issued.Scopes, environment.Now, renewAt, usableUntil);
    }

    private bool IsPausing() => environment.Time.GetTimestamp() < Volatile.Read(ref _notBefore);

    private void Log(TokenEndpointResult result)
    {
        switch (result)
        {
            case TokenEndpointResult.Unavailable trouble:
                GrantLog.ServiceAccountUnavailable(logger, trouble.Detail, trouble.Exception);
                break;
            case TokenEndpointResult.Misconfigured misconfigured:
                GrantLog.Misconfigured(logger, misconfigured.Words);
                break;
            case TokenEndpointResult.Refused refused:
                GrantLog.Misconfigured(logger, refused.Words);
                break;
        }
    }

    // The request contained no token that could be invalid, so a refusal always concerns the credentials.
    private static GrantException Explain(GrantId grant, TokenEndpointResult result) => result switch
    {
        TokenEndpointResult.Misconfigured misconfigured => new ClientCredentialsRefusedException(grant, misconfigured.Words),
        TokenEndpointResult.Refused refused => new ClientCredentialsRefusedException(grant, refused.Words),
        TokenEndpointResult.Unavailable trouble =>
            new TokenUnavailableException(grant, trouble.Detail, trouble.RetryAfter, trouble.Exception),
        _ => throw new InvalidOperationException($"A failed token request cannot have the result {result.GetType().Name}."),
    };

    private sealed record HeldToken(
        AccessToken Token,
        IReadOnlyList<string> Scopes,
        DateTimeOffset ReceivedAt,
        DateTimeOffset RenewAt,
        DateTimeOffset UsableUntil);

    private sealed record Outcome(HeldToken? Held, TokenEndpointResult? Failure);
}
