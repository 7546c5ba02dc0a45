using Leeway.Grants;

namespace Leeway.Http.Resilience;

/// <summary>Goes on with calls whose response broke off after its head.</summary>
/// <param name="environment">Time and chance.</param>
/// <param name="attempts">The handlers that repeat, down to the socket.</param>
internal sealed class CallRepetition(RuntimeEnvironment environment, HttpMessageHandler attempts) : IDisposable
{
    private readonly HttpMessageInvoker _attempts = new(attempts, disposeHandler: false);

    /// <summary>The present, to be passed to <see cref="GoOnAsync"/>.</summary>
    public long GetTimestamp() => environment.Time.GetTimestamp();

    /// <summary>Repeats the call where it may be repeated: the attempt counts as one that ended without a response.</summary>
    /// <param name="request">The request, as it was sent.</param>
    /// <param name="startedAt">When the call began.</param>
    /// <param name="failure">What happened to the response.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="Exception">The failure itself, where the call is not sent again.</exception>
    public Task<HttpResponseMessage> GoOnAsync(
        HttpRequestMessage request, long startedAt, Exception failure, CancellationToken cancellationToken)
    {
        CallAttempts attempts = CallAttempts.Of(request, environment, startedAt);
        attempts.End(request, failure);
        attempts.Resume(Task.FromException<HttpResponseMessage>(failure));
        return _attempts.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _attempts.Dispose();
}
