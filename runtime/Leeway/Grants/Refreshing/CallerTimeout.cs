using System.Globalization;

namespace Leeway.Grants;

/// <summary>
/// Limits the total time that one caller waits for a token to <see cref="GrantOptions.CallerTimeout"/>, counted from the first wait.
/// </summary>
internal sealed class CallerTimeout(TimeSpan timeout, TimeProvider time) : IDisposable
{
    private CancellationTokenSource? _end;

    /// <summary>Is cancelled when the time is over. The time starts when this property is first read.</summary>
    public CancellationToken Token => (_end ??= new CancellationTokenSource(timeout, time)).Token;

    /// <summary>Whether this timeout, rather than the caller's own token, ended a wait.</summary>
    public bool HasEnded(OperationCanceledException exception) => _end is not null && exception.CancellationToken == _end.Token;

    /// <summary>Creates the exception for the caller.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="detail">What went wrong in the meantime, if anything did.</param>
    /// <param name="retryAfter">How long the authorization server asks to wait.</param>
    /// <param name="cause">The exception that caused the failure, if there is one.</param>
    public TokenUnavailableException Explain(GrantId grant, string? detail, TimeSpan? retryAfter, Exception? cause)
    {
        string limit = $"no token was received {Limit}; the request for one continues in the background";
        return new TokenUnavailableException(grant, detail is null ? limit : $"{limit}. {detail}", retryAfter, cause);
    }

    /// <summary>Explains why a wait for the store ended, as an exception for <see cref="TimeLimitedGrantStore.Explain"/>.</summary>
    /// <param name="exception">The exception that ended the wait.</param>
    /// <returns>A <see cref="TimeoutException"/> if this timeout ended the wait; otherwise, the exception itself.</returns>
    public Exception ExplainStore(Exception exception) => exception is OperationCanceledException && _end?.IsCancellationRequested == true
        ? new TimeoutException($"it did not respond {Limit}", exception)
        : exception;

    public void Dispose() => _end?.Dispose();

    private string Limit => string.Create(
        CultureInfo.InvariantCulture, $"within {timeout.TotalSeconds:0.###} s ({nameof(GrantOptions)}.{nameof(GrantOptions.CallerTimeout)})");
}
