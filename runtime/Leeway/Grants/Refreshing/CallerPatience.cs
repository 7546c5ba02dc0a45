using System.Globalization;

namespace Leeway.Grants;

/// <summary>
/// How long one caller waits for a token, whatever it waits for: <see cref="GrantOptions.Patience"/>, counted from the first time that it has to.
/// </summary>
internal sealed class CallerPatience(TimeSpan patience, TimeProvider time) : IDisposable
{
    private CancellationTokenSource? _end;

    /// <summary>Cancelled when the caller has waited long enough. The time begins when this is first read.</summary>
    public CancellationToken Token => (_end ??= new CancellationTokenSource(patience, time)).Token;

    /// <summary>Whether a wait ended because of this, rather than by the caller's own token.</summary>
    public bool HasEnded(OperationCanceledException exception) => _end is not null && exception.CancellationToken == _end.Token;

    /// <summary>What the caller is told.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="detail">What went wrong meanwhile, if anything did.</param>
    /// <param name="retryAfter">How long the authorization server asked to wait.</param>
    /// <param name="cause">What was thrown.</param>
    public TokenUnavailableException Explain(GrantId grant, string? detail, TimeSpan? retryAfter, Exception? cause)
    {
        string limit = $"no token came {Limit}, and the request for one goes on in the background";
        return new TokenUnavailableException(grant, detail is null ? limit : $"{limit}. {detail}", retryAfter, cause);
    }

    /// <summary>What went wrong where the caller waited for the store itself, for <see cref="TimeLimitedGrantStore.Explain"/>.</summary>
    /// <param name="exception">What ended the wait.</param>
    /// <returns>The exception itself, unless this ended the wait.</returns>
    public Exception ExplainStore(Exception exception) => exception is OperationCanceledException && _end?.IsCancellationRequested == true
        ? new TimeoutException($"it did not answer {Limit}", exception)
        : exception;

    public void Dispose() => _end?.Dispose();

    private string Limit => string.Create(
        CultureInfo.InvariantCulture, $"within {patience.TotalSeconds:0.###} s ({nameof(GrantOptions)}.{nameof(GrantOptions.Patience)})");
}
