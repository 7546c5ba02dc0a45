using System.Text.Json.Serialization;
using Microsoft.Extensions.Http.Resilience;

namespace Leeway.Http.Resilience;

/// <summary>How calls are repeated and how long they may take. The defaults are Atlassian's recipe.</summary>
/// <remarks>
/// <para>
/// <see cref="CallTimeout"/>, <see cref="Retry"/> and <see cref="AttemptTimeout"/> are options of Microsoft.Extensions.Http.Resilience. Change
/// their properties, or replace their delegates or the whole object. The delegates that they start with are the recipe, and Polly validates
/// the values: <see cref="Polly.Retry.RetryStrategyOptions{TResult}.MaxRetryAttempts"/>,
/// <see cref="Polly.Retry.RetryStrategyOptions{TResult}.Delay"/> and <see cref="Polly.Retry.RetryStrategyOptions{TResult}.MaxDelay"/> are the
/// figures of the recipe.
/// </para>
/// <para>
/// A call is repeated after a 429 of a limit of seconds, a 408, 502, 503 or 504, any 5xx that has <c>Retry-After</c>, and an attempt without
/// a response, but only when a second request does no harm. <see cref="Calls.OperationDescriptor.Repeat"/> says so for each operation, and
/// for some by the body: a PUT that edits fields is repeated, and one that adds a comment is not. Other calls are repeated only when the
/// attempt cannot have had an effect: the request did not arrive, or the response is a 429 that names a limit of seconds and has
/// <c>Retry-After</c>. The wait doubles each time and varies by 30 % either way.
/// A read whose JSON or text response breaks off is repeated as well. An unknown host is not tried again, and a host that cannot be reached
/// is tried for 15 seconds at most.
/// <see cref="Calls.CallSettings.MayRepeat"/> decides for single calls. A body that cannot be read twice is never sent again.
/// </para>
/// <para>
/// A write whose outcome stays unknown ends with <see cref="OutcomeUnknownException"/>, also when the error is a consequence of a repetition:
/// a 404 to the second DELETE of a thing that the first one may have deleted is not a <see cref="NotFoundException"/>.
/// </para>
/// See <see href="https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Atlassian's rate limits</see>.
/// </remarks>
public sealed class ResilienceOptions
{
    /// <summary>The name of <see cref="CallTimeout"/> in the telemetry of Polly.</summary>
    internal const string CallTimeoutName = "Leeway-CallTimeout";

    /// <summary>The name of <see cref="AttemptTimeout"/> in the telemetry of Polly.</summary>
    internal const string AttemptTimeoutName = "Leeway-AttemptTimeout";

    private const string RetryName = "Leeway-Retry";

    private readonly RetryRecipe _recipe;

    /// <summary>Initializes the options with Atlassian's recipe.</summary>
    public ResilienceOptions()
    {
        _recipe = new RetryRecipe(this);
        CallTimeout = new HttpTimeoutStrategyOptions
        {
            Name = CallTimeoutName,
            Timeout = TimeSpan.FromMinutes(5),
            TimeoutGenerator = _recipe.CallTimeout,
        };
        Retry = new HttpRetryStrategyOptions
        {
            Name = RetryName,
            MaxRetryAttempts = 4,
            Delay = TimeSpan.FromSeconds(2),
            MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = _recipe.ShouldHandle,
            DelayGenerator = _recipe.Delay,
        };
        AttemptTimeout = new HttpTimeoutStrategyOptions
        {
            Name = AttemptTimeoutName,
            Timeout = TimeSpan.FromMinutes(1),
            TimeoutGenerator = _recipe.AttemptTimeout,
        };
    }

    /// <summary>
    /// How long a call may take with all attempts and waits, until the head of its response is there. <see cref="Calls.CallSettings.Timeout"/>
    /// overrides it, also for files and forms, which otherwise have no limit.
    /// </summary>
    /// <remarks>A <see cref="Polly.Timeout.TimeoutStrategyOptions.TimeoutGenerator"/> of your own replaces these rules.</remarks>
    /// <value>The default is 5 minutes.</value>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    [JsonIgnore]
    public HttpTimeoutStrategyOptions CallTimeout
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>When a call is repeated, how often, and after what wait.</summary>
    /// <remarks>
    /// The recipe uses <see cref="Polly.Retry.RetryStrategyOptions{TResult}.MaxRetryAttempts"/> (4),
    /// <see cref="Polly.Retry.RetryStrategyOptions{TResult}.Delay"/> (2 seconds, doubled for each repetition) and
    /// <see cref="Polly.Retry.RetryStrategyOptions{TResult}.MaxDelay"/> (30 seconds). To repeat nothing, set
    /// <see cref="Polly.Retry.RetryStrategyOptions{TResult}.ShouldHandle"/> to a delegate that returns <see langword="false"/>. Setting
    /// <see cref="HttpRetryStrategyOptions.ShouldRetryAfterHeader"/> replaces the waits of the recipe.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    [JsonIgnore]
    public HttpRetryStrategyOptions Retry
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>
    /// How long one attempt may take until the head of its response is there, including the time that the login takes. The rest of a response
    /// that is not a file then has the same time again. Requests whose body is a file or a form have no limit, because the time that they
    /// take depends on their size.
    /// </summary>
    /// <remarks>A <see cref="Polly.Timeout.TimeoutStrategyOptions.TimeoutGenerator"/> of your own replaces these rules.</remarks>
    /// <value>The default is one minute.</value>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    [JsonIgnore]
    public HttpTimeoutStrategyOptions AttemptTimeout
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>
    /// The longest <c>Retry-After</c> that a call waits for. A longer one ends the call with a <see cref="RateLimitedException"/> or
    /// <see cref="AtlassianApiException"/> that says how long to wait. A wait is never shortened.
    /// </summary>
    /// <value>The default is one minute.</value>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether calls are held back whose quota is known to be spent: they end with a <see cref="RateLimitedException"/> without being sent.
    /// What is left of the limits is read in any case.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool HoldsBackQuotas { get; set; } = true;

    /// <summary>Whether all delegates are those of the recipe.</summary>
    internal bool IsRecipe =>
        Retry.ShouldHandle == _recipe.ShouldHandle
        && Retry.DelayGenerator == _recipe.Delay
        && AttemptTimeout.TimeoutGenerator == _recipe.AttemptTimeout
        && AttemptTimeout.OnTimeout is null
        && CallTimeout.TimeoutGenerator == _recipe.CallTimeout
        && CallTimeout.OnTimeout is null;

    /// <summary>How long the body of a response may take.</summary>
    internal TimeSpan BodyTimeout => LimitOf(AttemptTimeout, _recipe.AttemptTimeout);

    /// <summary>How long a request may take.</summary>
    internal TimeLimits LimitsOf(HttpRequestMessage request) =>
        TimeLimits.Of(request, LimitOf(CallTimeout, _recipe.CallTimeout), LimitOf(AttemptTimeout, _recipe.AttemptTimeout));

    // The timeouts of a generator of the application are not known in advance, so they count as no limit here.
    private static TimeSpan LimitOf(
        HttpTimeoutStrategyOptions options, Func<Polly.Timeout.TimeoutGeneratorArguments, ValueTask<TimeSpan>> ofRecipe) =>
        options.TimeoutGenerator is null || options.TimeoutGenerator == ofRecipe ? options.Timeout : Timeout.InfiniteTimeSpan;
}
