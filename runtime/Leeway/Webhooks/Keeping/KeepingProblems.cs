using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>Remembers what failed in this process, when it may be tried again, and what was reported.</summary>
internal sealed class KeepingProblems(KeptWebhookJournal journal, RuntimeEnvironment environment)
{
    /// <summary>The number of failures from which one is not a passing one.</summary>
    private const int LastingFailures = 3;

    private static readonly Backoff s_backoff = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15)) { Jitter = 0.3 };

    /// <summary>After a refusal that only a person can change.</summary>
    private static readonly TimeSpan s_refusalPause = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<(GrantId Grant, string CloudId), State> _states = [];

    /// <summary>Whether a webhook may be tried: it has not failed, the pause is over, or the tokens were renewed since.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="cloudId">The cloud id; empty for the list of sites.</param>
    /// <param name="rotatedAt">When the tokens of the grant were renewed, as after a new consent.</param>
    public bool MayTry(GrantId grant, string cloudId, DateTimeOffset rotatedAt)
    {
        lock (_lock)
        {
            return !_states.TryGetValue((grant, cloudId), out State? state) || state.RotatedAt != rotatedAt || environment.Time.GetTimestamp() >= state.NotBefore;
        }
    }

    public async Task FailAsync(GrantId grant, string cloudId, DateTimeOffset rotatedAt, Exception exception, CancellationToken cancellationToken)
    {
        bool isRefused = exception is RegistrationRefusedException or AtlassianApiException { Status: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError }
            && exception is not (RateLimitedException or OutcomeUnknownException);
        string problem = Describe(exception);
        bool isReported;
        lock (_lock)
        {
            if (!_states.TryGetValue((grant, cloudId), out State? state))
            {
                _states[(grant, cloudId)] = state = new State { Since = environment.Now };
            }

            TimeSpan pause = isRefused ? s_refusalPause : s_backoff.GetPause(state.Failures, environment.NextDouble());
            state.Failures = isRefused ? Math.Max(LastingFailures, state.Failures) : state.Failures + 1;
            state.NotBefore = environment.GetTimestampAfter(pause);
            state.RotatedAt = rotatedAt;
            state.Problem = problem;
            isReported = state.Failures >= LastingFailures && state.Reported != problem;
            state.Reported = isReported ? problem : state.Reported;
        }

        if (isReported)
        {
            await journal.ReportFailureAsync(grant, cloudId, problem, exception, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task SucceedAsync(GrantId grant, string cloudId, CancellationToken cancellationToken)
    {
        State? ended;
        lock (_lock)
        {
            _states.Remove((grant, cloudId), out ended);
        }

        if (ended is { Reported: not null })
        {
            await journal.ReportRecoveryAsync(grant, cloudId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets the problems of grants that no longer exist.</summary>
    public void Retain(Func<GrantId, bool> exists)
    {
        lock (_lock)
        {
            foreach ((GrantId Grant, string CloudId) key in _states.Keys.Where(key => !exists(key.Grant)).ToArray())
            {
                _states.Remove(key);
            }
        }
    }

    /// <summary>Lists the problems that last.</summary>
    public List<KeptWebhookTrouble> List()
    {
        lock (_lock)
        {
            return [.. _states.Where(static entry => entry.Value.Failures >= LastingFailures).Select(static entry => new KeptWebhookTrouble
            {
                Grant = entry.Key.Grant,
                CloudId = entry.Key.CloudId.Length == 0 ? null : entry.Key.CloudId,
                Problem = entry.Value.Problem!,
                Since = entry.Value.Since,
            })];
        }
    }

    private static string Describe(Exception exception) => exception switch
    {
        LeewayException => exception.Message,
        TimeoutException => exception.Message,
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    private sealed class State
    {
        public required DateTimeOffset Since { get; init; }

        public int Failures { get; set; }

        public long NotBefore { get; set; }

        public DateTimeOffset RotatedAt { get; set; }

        public string? Problem { get; set; }

        public string? Reported { get; set; }
    }
}
