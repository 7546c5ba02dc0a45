using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

/// <summary>
/// Logs a service account in with client credentials. Its tokens come without a refresh token and nothing is spent for one, so
/// there is neither store nor lease: each process fetches its own, one request at a time, and renews it ahead of its end.
/// </summary>
/// <remarks>
/// See <see href="https://support.atlassian.com/user-management/docs/create-oauth-2-0-credential-for-service-accounts/">Atlassian's description</see>.
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
            // A token that has only just been fetched and is wanting is not mended by one more.
            return environment.Now - held.ReceivedAt < options.ForcedRenewalInterval
                ? null
                : await FetchAsync(id, held, cancellationToken).ConfigureAwait(false);
        }

        return await GetAccessTokenAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public IReadOnlyList<string>? GetScopes(GrantId id) => _held is { Scopes.Count: > 0 } held ? held.Scopes : null;

    /// <param name="grant">Named by what is thrown.</param>
    /// <param name="stale">What the caller has seen and found wanting. If another is held by now, that one will do.</param>
    /// <param name="cancellationToken">Ends the waiting; the flight goes on.</param>
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
            outcome = _lastFailure is { } failure && IsPausing() ? failure : await AskAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            outcome = new Outcome(null, new TokenEndpointResult.Unavailable("The request for a token failed", false, false, null, exception));
        }

        _held = outcome.Held ?? _held;
        _lastFailure = outcome.Held is null ? outcome : null;
        return outcome;
    }

    private async Task<Outcome> AskAsync()
    {
        long startedAt = environment.Time.GetTimestamp();
        for (int failures = 0; ; failures++)
        {
            TokenEndpointResult answer = await endpoint.ExchangeClientCredentialsAsync().ConfigureAwait(false);
            _trouble = answer as TokenEndpointResult.Unavailable;
            if (answer is TokenEndpointResult.Issued issued)
            {
                return new Outcome(Hold(issued), null);
            }

            bool isPassing = answer is TokenEndpointResult.Unavailable { IsPassing: true };
            double doubled = options.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(failures, 16));
            TimeSpan pause = isPassing
                ? TimeSpan.FromSeconds(Math.Min(doubled, options.MaxRetryDelay.TotalSeconds) * (0.7 + (0.6 * environment.NextDouble())))
                : options.MaxRetryDelay;
            if (answer is TokenEndpointResult.Unavailable { RetryAfter: { } asked } && asked > pause)
            {
                pause = asked;
            }

            if (!isPassing || environment.Time.GetElapsedTime(startedAt) + pause >= options.CallerTimeout)
            {
                // Whoever asks meanwhile is told the same without a request.
                Volatile.Write(ref _notBefore, environment.Time.GetTimestamp() + (long)(pause.TotalSeconds * environment.Time.TimestampFrequency));
                Log(answer);
                return new Outcome(null, answer);
            }

            await Task.Delay(pause, environment.Time).ConfigureAwait(false);
        }
    }

    private HeldToken Hold(TokenEndpointResult.Issued issued)
    {
        TimeSpan life = issued.ExpiresAt - issued.AskedAt;
        TimeSpan renewAhead = options.RenewAhead * (0.5 + (environment.NextDouble() / 2));
        DateTimeOffset usableUntil = RenewalTiming.GetUsableUntil(issued.ExpiresAt, life, options);
        DateTimeOffset renewAt = RenewalTiming.GetRenewAt(issued.ExpiresAt, life, renewAhead, options);
        return new HeldToken(issued.AccessToken, issued.Scopes, environment.Now, renewAt, usableUntil);
    }

    private bool IsPausing() => environment.Time.GetTimestamp() < Volatile.Read(ref _notBefore);

    private void Log(TokenEndpointResult answer)
    {
        switch (answer)
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

    // No token was sent that could be dead: whatever is refused here is the credential.
    private static GrantException Explain(GrantId grant, TokenEndpointResult answer) => answer switch
    {
        TokenEndpointResult.Misconfigured misconfigured => new ClientCredentialsRefusedException(grant, misconfigured.Words),
        TokenEndpointResult.Refused refused => new ClientCredentialsRefusedException(grant, refused.Words),
        TokenEndpointResult.Unavailable trouble =>
            new TokenUnavailableException(grant, trouble.Detail, trouble.RetryAfter, trouble.Exception),
        _ => throw new InvalidOperationException($"A request for a token does not fail with {answer.GetType().Name}."),
    };

    private sealed record HeldToken(
        AccessToken Token,
        IReadOnlyList<string> Scopes,
        DateTimeOffset ReceivedAt,
        DateTimeOffset RenewAt,
        DateTimeOffset UsableUntil);

    private sealed record Outcome(HeldToken? Held, TokenEndpointResult? Failure);
}
