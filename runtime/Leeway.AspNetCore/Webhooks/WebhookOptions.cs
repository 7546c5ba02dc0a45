using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>The options of webhooks, for <c>AddWebhooks</c>. <see cref="AtlassianOptions.ClientSecret"/> is the secret of dynamic webhooks.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// Further client secrets that deliveries of dynamic webhooks may be signed with. While the secret of the app is rotated, add the one that is
    /// not in <see cref="AtlassianOptions.ClientSecret"/>.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [IgnoreDataMember]
    [JsonIgnore]
    public IList<string> FurtherClientSecrets { get; } = [];

    /// <summary>
    /// The secrets of webhooks that administrators created. A delivery that is signed with any of them is accepted. Jira never shows a secret
    /// again, so keep it.
    /// </summary>
    /// <value>The default is empty: such webhooks are refused.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [IgnoreDataMember]
    [JsonIgnore]
    public IList<string> AdminSecrets { get; } = [];

    /// <summary>The maximum size of a delivery, in bytes. A larger one is answered with status 413.</summary>
    /// <value>The default is 25 MB (26,214,400), which is Atlassian's own limit.</value>
    public int MaxBodyBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>How much the clocks of Atlassian and of this machine may differ.</summary>
    /// <value>The default is 60 seconds. The maximum is 10 minutes.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The maximum age of an event when it is received. An older one is refused, so that it cannot be replayed after it has been forgotten.
    /// Atlassian delivers within 75 minutes, with all retries.
    /// </summary>
    /// <value>The default is 1 day. It must be shorter than <see cref="Retention"/>.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long deliveries are remembered, so that duplicates are recognised.</summary>
    /// <value>The default is 7 days. The maximum is 365 days.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The maximum number of deliveries that wait to be handled. When there are more, deliveries are answered with status 503.</summary>
    /// <value>The default is 10,000.</value>
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>The maximum number of deliveries that this process handles at the same time.</summary>
    /// <value>The default is 8.</value>
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>
    /// The maximum time of an attempt to handle a delivery. Then the handler is canceled, and the attempt has failed. If a process ends while it
    /// handles a delivery, the delivery is handled again after this time and half a minute. A handler that does not end within 5 seconds after it
    /// was canceled continues to run, but no delivery waits for it.
    /// </summary>
    /// <value>The default is 1 minute.</value>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The maximum number of attempts to handle a delivery, including those that a crash of the process interrupted.</summary>
    /// <value>The default is 8, which last about 10 minutes with the default delays.</value>
    public int MaxAttempts { get; set; } = 8;

    /// <summary>
    /// The delay after the first failed attempt. It doubles with each attempt, up to <see cref="MaxRetryDelay"/>, and varies at random by up to 30
    /// percent.
    /// </summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The maximum delay between attempts.</summary>
    /// <value>The default is 1 hour.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How often the store is read for deliveries that other processes left. Deliveries that this process receives are handled at once.
    /// </summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether the process prepares itself before its server accepts requests, so that the first deliveries are answered as fast as later ones. It takes
    /// about two seconds on two processors, and runs code and statements with deliveries of its own. Switch it off where a fast start matters more, for
    /// example in tests.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool WarmsUp { get; set; } = true;

    /// <summary>
    /// Is called with a delivery whose last attempt failed, for example to report it or to keep it elsewhere. If it throws, it is called again
    /// later, without the handlers. It is canceled when the application stops, and 15 seconds after <see cref="HandlerTimeout"/>, counted from the
    /// start of the attempt.
    /// </summary>
    public Func<WebhookDeadLetter, CancellationToken, Task>? OnDeadLetter { get; set; }
}
