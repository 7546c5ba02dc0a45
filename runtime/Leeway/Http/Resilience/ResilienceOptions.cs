namespace Leeway.Http.Resilience;

/// <summary>How calls are repeated and how long they may take. The defaults are Atlassian's recipe.</summary>
/// <remarks>
/// A call is repeated after a 429 of a limit of seconds, a 408, 502, 503 or 504, any 5xx that has <c>Retry-After</c>, and an attempt without
/// a response, but only when a second request does no harm. <see cref="Calls.OperationDescriptor.Repeat"/> says so for each operation, and
/// for some by the body: a PUT that edits fields is repeated, and one that adds a comment is not. Other calls are repeated only when the
/// attempt cannot have had an effect: the request did not arrive, or the response is a 429 that names a limit of seconds and has
/// <c>Retry-After</c>. The wait doubles each time and varies by 30 % either way.
/// A read whose JSON or text response breaks off is repeated as well. An unknown host is not tried again, and a host that cannot be reached
/// is tried for 15 seconds at most.
/// <see cref="Calls.CallSettings.MayRepeat"/> decides for single calls. A body that cannot be read twice is never sent again.
/// <para>
/// A write whose outcome stays unknown ends with <see cref="OutcomeUnknownException"/>, also when the error is a consequence of a repetition:
/// a 404 to the second DELETE of a thing that the first one may have deleted is not a <see cref="NotFoundException"/>.
/// </para>
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
    /// <see cref="RateLimitedException"/> or <see cref="AtlassianApiException"/> that says how long.
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
