namespace Leeway.Http.Resilience;

/// <summary>How calls are repeated and how long they may take. The defaults are Atlassian's recipe.</summary>
/// <remarks>
/// Repeated are, after a wait that doubles and varies by 30 % either way: a 429 of a limit of seconds, a 408, 502, 503 or 504,
/// any 5xx that says when to come back, and attempts without an answer; each only for operations that change nothing more when
/// they arrive twice (<see cref="Calls.OperationDescriptor.IsIdempotent"/>). Other operations are repeated where nothing can have
/// come of the attempt: the request did not arrive, or the answer is a 429 that names a limit of seconds and says when to come back.
/// A JSON or text response to a read whose body breaks off counts as an attempt without an answer. An unknown host is not tried again, and
/// one that cannot be reached is tried for 15 seconds at most.
/// <see cref="Calls.CallSettings.MayRepeat"/> decides for single calls either way. A body that cannot be read twice is never sent again.
/// See <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Atlassian's rate limits</see>.
/// </remarks>
public sealed class ResilienceOptions
{
    /// <summary>
    /// Whether calls are repeated, timed and held back from quotas that are spent. Turn it off where handlers of the application
    /// do so; what is left of the limits is read all the same.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IsEnabled { get; set; } = true;

    /// <summary>How many times a call is repeated at most.</summary>
    /// <value>The default is 4.</value>
    public int MaximumRetries { get; set; } = 4;

    /// <summary>The wait before the first repetition; it doubles with each.</summary>
    /// <value>The default is 2 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest such wait, but for chance and unless the answer asks for a longer one.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan MaximumRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest wait asked for by an answer that a call sits through. A longer one ends it with a
    /// <see cref="RateLimitedException"/> or <see cref="AtlassianApiException"/> that tells how long.
    /// </summary>
    /// <value>The default is one minute.</value>
    public TimeSpan MaximumWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long one attempt may take until the head of its answer is there, with what the login takes; the rest of an answer that
    /// is no file then has as long again. Requests whose body is a file or a form are not timed, since how long they take is a
    /// matter of their size.
    /// </summary>
    /// <value>The default is one minute. <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a call may take with all attempts and waits, until the head of its answer is there;
    /// <see cref="Calls.CallSettings.Timeout"/> overrides it, also for files and forms, which are not timed otherwise.
    /// </summary>
    /// <value>The default is 5 minutes. <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
