using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Site;
using Leeway.Simulator.Site.Jira;

namespace Leeway.Simulator.Webhooks;

/// <summary>
/// Delivers events to webhooks, as Jira does: with a proof, again after failures, and in any order. Nothing is sent by itself:
/// <see cref="DeliverDueAsync"/> sends what is due by the simulator's clock, and waits for nothing else. <see cref="RunAsync"/> sends everything
/// when it becomes due.
/// </summary>
/// <remarks>
/// Calls that create, change or delete issues, comments and properties of issues raise events. Content that a test adds with methods such as
/// <see cref="SimulatedJira.AddIssue(string, string)"/> raises none, as if it had existed before; see <see cref="Publish"/>.
/// </remarks>
public sealed class SimulatedWebhooks
{
    private const int MaxRetries = 5;
    private const int MaxBodyBytes = 25 * 1024 * 1024;
    private const int MinRetrySeconds = 5 * 60;
    private const int MaxRetrySeconds = 15 * 60;

    private static readonly TimeSpan s_responseTimeout = TimeSpan.FromSeconds(20);

    /// <summary>How long an address must have failed until it gets only one attempt for each event.</summary>
    private static readonly TimeSpan s_failureTime = TimeSpan.FromMinutes(30);

    /// <summary>How long <see cref="RunAsync"/> waits at most before it looks at the clock again, which may have been set.</summary>
    private static readonly TimeSpan s_maxWait = TimeSpan.FromMinutes(1);

    private readonly ISimulatedAtlassian _simulator;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private readonly List<SimulatedDelivery> _deliveries = [];
    private readonly Dictionary<Uri, DateTimeOffset> _failingSince = [];
    private readonly HashSet<long> _timestamps = [];
    private TaskCompletionSource _changed = CreateSignal();

    internal SimulatedWebhooks(ISimulatedAtlassian simulator, int seed)
    {
        _simulator = simulator;
        _random = new Random(seed);
    }

    /// <summary>Occurs after each attempt to deliver, with the delivery. Its last attempt is the one that was made.</summary>
    public event EventHandler<SimulatedDelivery>? Attempted;

    /// <summary>The names of the events that Atlassian documents. <see cref="SimulatedAdminWebhook"/> can have all of them.</summary>
    public static IReadOnlyList<string> EventNames => WebhookEventNames.All;

    /// <summary>
    /// Sends the deliveries, whatever their address is, such as <c>application.GetTestServer().CreateHandler()</c> for an application in memory, or
    /// a <see cref="SocketsHttpHandler"/>. The simulator does not dispose of it.
    /// </summary>
    /// <value>The default is <see langword="null"/>: deliveries wait.</value>
    public HttpMessageHandler? Transport { get; set; }

    /// <summary>The faults to inject.</summary>
    public DeliveryFaultPlan Faults { get; } = new();

    /// <summary>How long after a failure a delivery is sent again.</summary>
    /// <value>The default is <see langword="null"/>: 5 to 15 minutes, as Jira waits.</value>
    public TimeSpan? RetryDelay { get; set; }

    /// <summary>All deliveries, in the order of their events.</summary>
    public IReadOnlyList<SimulatedDelivery> Deliveries
    {
        get
        {
            lock (_lock)
            {
                return [.. _deliveries];
            }
        }
    }

    /// <summary>When the next delivery is due; <see langword="null"/> if none waits.</summary>
    public DateTimeOffset? NextDueAt => FindNextDue(static _ => true);

    /// <summary>Removes deliveries that are not waiting from <see cref="Deliveries"/>, so that a long run does not fill the memory.</summary>
    public void ForgetDeliveries()
    {
        lock (_lock)
        {
            _deliveries.RemoveAll(static delivery => delivery.State != DeliveryState.Waiting);
        }
    }

    /// <summary>
    /// Registers a dynamic webhook, as the app does for the user: <see cref="AtlassianSimulator.App"/> and <see cref="AtlassianSimulator.Account"/>.
    /// No consent is needed.
    /// </summary>
    /// <param name="site">The site.</param>
    /// <param name="url">The address. Only <see cref="Transport"/> decides what is there.</param>
    /// <param name="jqlFilter">The query that selects issues, such as <c>project = DEMO</c>.</param>
    /// <param name="events">The names of the events, such as <c>jira:issue_updated</c>.</param>
    /// <returns>The webhook.</returns>
    /// <exception cref="ArgumentException">Jira would reject the webhook. The message says why.</exception>
    public SimulatedWebhook Register(SimulatedSite site, Uri url, string jqlFilter, params IReadOnlyList<string> events)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(events);
        JsonObject details = new() { ["jqlFilter"] = jqlFilter, ["events"] = events.Select(static name => (JsonNode?)name).ToJsonArray() };
        return site.Jira.Register(_simulator.App, _simulator.CreateSiteCall(site, _simulator.Account), url, details);
    }

    /// <summary>Raises an event, as if it had happened in Jira. The webhooks that match it get deliveries, which are due at once.</summary>
    /// <param name="site">The site.</param>
    /// <param name="eventName">The name of the event, such as <c>jira:issue_updated</c>.</param>
    /// <param name="issueIdOrKey">The issue that the event is about; <see langword="null"/> if it is not about an issue.</param>
    /// <param name="members">
    /// Members of the body to add or to replace, such as <c>changelog</c> or <c>sprint</c>; <see langword="null"/> for those that the event has by
    /// itself.
    /// </param>
    /// <param name="user">Who caused it; <see langword="null"/> for <see cref="AtlassianSimulator.Account"/>.</param>
    /// <returns>The deliveries.</returns>
    /// <exception cref="ArgumentException">The issue does not exist.</exception>
    public IReadOnlyList<SimulatedDelivery> Publish(
        SimulatedSite site, string eventName, string? issueIdOrKey = null, JsonObject? members = null, Account? user = null)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        site.Jira.Raise(_simulator.CreateSiteCall(site, user ?? _simulator.Account), eventName, issueIdOrKey, members);
        return Collect(site);
    }

    /// <summary>
    /// Sends every delivery that is due by the simulator's clock, one after the other, and those that become due meanwhile. An application that
    /// does not answer within 20 seconds of that clock has failed.
    /// </summary>
    /// <remarks>
    /// After a status 408, 409, 425, 429 or 5xx, or without a response, a delivery is sent again after 5 to 15 minutes, up to five times. Events for
    /// an address that has failed for half an hour are sent only once.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the requests. Deliveries that were not answered stay due.</param>
    /// <returns>The number of requests.</returns>
    /// <exception cref="InvalidOperationException">A delivery is due, and <see cref="Transport"/> is <see langword="null"/>.</exception>
    public async Task<int> DeliverDueAsync(CancellationToken cancellationToken = default)
    {
        int requests = 0;
        while (TakeDue() is { } delivery)
        {
            try
            {
                requests += await DeliverAsync(delivery, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                delivery.IsSending = false;

                // Another loop may wait for this delivery.
                SignalChange();
            }
        }

        return requests;
    }

    /// <summary>
    /// Sends deliveries when they become due by the simulator's clock, one after the other, until it is canceled. Use it for a simulator that runs as
    /// a server. Tests call <see cref="DeliverDueAsync"/> instead, so that they decide when something is sent.
    /// </summary>
    /// <param name="cancellationToken">Ends the deliveries. The task then completes, without an exception.</param>
    /// <exception cref="InvalidOperationException">A delivery is due, and <see cref="Transport"/> is <see langword="null"/>.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                // A change from here on completes the task.
                Task changed = Volatile.Read(ref _changed).Task;
                await DeliverDueAsync(cancellationToken).ConfigureAwait(false);
                await WaitAsync(changed, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>
    /// Makes a delivery due again, with the same identifier and body, whether it was delivered or given up. Jira sends a delivery again after a lost
    /// response, so that an application must recognise it.
    /// </summary>
    /// <param name="delivery">The delivery.</param>
    public void SendAgain(SimulatedDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        lock (_lock)
        {
            if (!_deliveries.Contains(delivery))
            {
                _deliveries.Add(delivery);
            }

            delivery.RetryCount += delivery.State == DeliveryState.Waiting ? 0 : 1;
            delivery.State = DeliveryState.Waiting;
            delivery.DueAt = _simulator.Time.GetUtcNow();
        }

        SignalChange();
    }

    /// <summary>Creates the deliveries of the events that were raised at a site.</summary>
    internal IReadOnlyList<SimulatedDelivery> Collect(SimulatedSite site)
    {
        List<SimulatedDelivery> created = [];
        foreach (RaisedEvent raised in site.Jira.TakeEvents())
        {
            long timestamp = CreateTimestamp(raised.At);
            foreach (IGrouping<string, SimulatedWebhook> app in raised.Webhooks.Where(webhook => IsDelivered(site, webhook)).GroupBy(static webhook => webhook.ClientId))
            {
                List<long> ids = [.. app.Select(static webhook => webhook.Id)];
                created.Add(Create(site, raised, timestamp, app.First().Url, ids, app.Key, null));
            }

            foreach (SimulatedAdminWebhook webhook in raised.AdminWebhooks)
            {
                created.Add(Create(site, raised, timestamp, webhook.Url, [], null, webhook.Secret));
            }
        }

        lock (_lock)
        {
            _deliveries.AddRange(created);
        }

        if (created.Count > 0)
        {
            SignalChange();
        }

        return created;
    }

    private static TaskCompletionSource CreateSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void SignalChange() => Interlocked.Exchange(ref _changed, CreateSignal()).TrySetResult();

    /// <summary>Waits until a delivery was added or changed, or the next one is due.</summary>
    private async Task WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        TimeSpan wait = FindNextDue(static delivery => !delivery.IsSending) is { } due ? due - _simulator.Time.GetUtcNow() : s_maxWait;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(wait < s_maxWait ? wait : s_maxWait, _simulator.Time, ending.Token)).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
    }

    private DateTimeOffset? FindNextDue(Func<SimulatedDelivery, bool> includes)
    {
        DateTimeOffset? next = null;
        foreach (SimulatedDelivery delivery in Deliveries)
        {
            next = delivery.State == DeliveryState.Waiting && includes(delivery) && !(next <= delivery.DueAt) ? delivery.DueAt : next;
        }

        return next;
    }

    private bool IsDelivered(SimulatedSite site, SimulatedWebhook webhook) =>
        site.AppIsInstalled
        && _simulator.Authorization.FindApp(webhook.ClientId) is { } app
        && (app.OwnerAccountId is null || app.OwnerAccountId == webhook.AccountId);

    // Events that happen at the same virtual time have different timestamps, as those in Jira do: receivers may recognise a repeated delivery by its body.
    private long CreateTimestamp(DateTimeOffset at)
    {
        long timestamp = at.ToUnixTimeMilliseconds();
        lock (_lock)
        {
            while (!_timestamps.Add(timestamp))
            {
                timestamp++;
            }
        }

        return timestamp;
    }

    private SimulatedDelivery Create(
        SimulatedSite site, RaisedEvent raised, long timestamp, Uri url, List<long> ids, string? clientId, string? adminSecret)
    {
        JsonObject body = new() { ["timestamp"] = timestamp, ["webhookEvent"] = raised.Name };
        foreach ((string name, JsonNode? value) in raised.Members)
        {
            body[name] = value?.DeepClone();
        }

        if (ids.Count > 0)
        {
            body["matchedWebhookIds"] = ids.Select(static id => (JsonNode?)id).ToJsonArray();
        }

        byte[] bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        byte[] identifier = new byte[16];
        lock (_lock)
        {
            _random.NextBytes(identifier);
        }

        return new SimulatedDelivery
        {
            Identifier = new Guid(identifier).ToString(),
            EventName = raised.Name,
            Site = site,
            Url = url,
            MatchedWebhookIds = ids,
            Flow = raised.IsSecondary ? "Secondary" : "Primary",
            Body = bytes,
            State = bytes.Length > MaxBodyBytes ? DeliveryState.GivenUp : DeliveryState.Waiting,
            DueAt = raised.At,
            ClientId = clientId,
            AdminSecret = adminSecret,
        };
    }

    private SimulatedDelivery? TakeDue()
    {
        DateTimeOffset now = _simulator.Time.GetUtcNow();
        lock (_lock)
        {
            SimulatedDelivery? first = null;
            foreach (SimulatedDelivery delivery in _deliveries)
            {
                if (delivery.State == DeliveryState.Waiting && !delivery.IsSending && delivery.DueAt <= now && (first is null || IsBefore(delivery, first)))
                {
                    first = delivery;
                }
            }

            if (first is not null)
            {
                first.IsSending = true;
            }

            return first;
        }
    }

    private static bool IsBefore(SimulatedDelivery delivery, SimulatedDelivery other) =>
        delivery.IsSentLast == other.IsSentLast ? delivery.DueAt < other.DueAt : other.IsSentLast;

    /// <returns>The number of requests.</returns>
    private async Task<int> DeliverAsync(SimulatedDelivery delivery, CancellationToken cancellationToken)
    {
        HttpMessageHandler transport = Transport ?? throw new InvalidOperationException(
            $"{delivery} cannot be sent, because the webhooks have no transport. Set AtlassianSimulator.Webhooks.{nameof(Transport)}, for example to application.GetTestServer().CreateHandler().");
        DeliveryFault? fault = Faults.Take(delivery);
        if (fault is { IsSentLast: true } && !delivery.IsSentLast)
        {
            delivery.IsSentLast = true;
            return 0;
        }

        if (fault is { Delay.Ticks: > 0 })
        {
            delivery.DueAt = _simulator.Time.GetUtcNow() + fault.Delay;
            return 0;
        }

        if (fault is { LosesRequest: true })
        {
            Complete(delivery, new DeliveryAttempt { At = _simulator.Time.GetUtcNow() });
            return 0;
        }

        DeliveryAttempt attempt = await SendAsync(transport, delivery, fault, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < fault?.Copies; i++)
        {
            delivery.Add(attempt);
            Attempted?.Invoke(this, delivery);
            attempt = await SendAsync(transport, delivery, fault, cancellationToken).ConfigureAwait(false);
        }

        Complete(delivery, attempt);
        return 1 + (fault?.Copies ?? 0);
    }

    private async Task<DeliveryAttempt> SendAsync(HttpMessageHandler transport, SimulatedDelivery delivery, DeliveryFault? fault, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _simulator.Time.GetUtcNow();
        using CancellationTokenSource timeout = new(s_responseTimeout, _simulator.Time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using HttpMessageInvoker invoker = new(transport, disposeHandler: false);
        using HttpRequestMessage request = CreateRequest(delivery, now);
        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, ending.Token).ConfigureAwait(false);
            return new DeliveryAttempt { At = now, Status = fault is { LosesAnswer: true } ? null : (int)response.StatusCode };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An application in memory throws what its code throws, which a server would answer with an error.
            return new DeliveryAttempt { At = now, Exception = exception };
        }
    }

    private HttpRequestMessage CreateRequest(SimulatedDelivery delivery, DateTimeOffset now)
    {
        HttpRequestMessage request = new(HttpMethod.Post, delivery.Url) { Content = new ReadOnlyMemoryContent(delivery.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "UTF-8");
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", "Atlassian Webhook HTTP Client");
        headers.TryAddWithoutValidation("X-Atlassian-Webhook-Identifier", delivery.Identifier);
        headers.TryAddWithoutValidation("X-Atlassian-Webhook-Flow", delivery.Flow);
        if (delivery.RetryCount > 0)
        {
            headers.TryAddWithoutValidation("X-Atlassian-Webhook-Retry", delivery.RetryCount.ToString(CultureInfo.InvariantCulture));
        }

        if (delivery.ClientId is { } clientId)
        {
            // With the secret that the app has now: it may have changed since the event.
            headers.Authorization = new AuthenticationHeaderValue("Bearer", DeliverySigning.CreateToken(_simulator.Authorization.FindApp(clientId)!.ClientSecret, now));
        }
        else if (delivery.AdminSecret is { } secret)
        {
            headers.TryAddWithoutValidation("X-Hub-Signature", DeliverySigning.SignBody(secret, delivery.Body.Span));
        }

        return request;
    }

    private void Complete(SimulatedDelivery delivery, DeliveryAttempt attempt)
    {
        delivery.Add(attempt);
        Decide(delivery, attempt);
        Attempted?.Invoke(this, delivery);
    }

    /// <summary>Decides what happens to a delivery after an attempt.</summary>
    private void Decide(SimulatedDelivery delivery, DeliveryAttempt attempt)
    {
        delivery.IsSentLast = false;
        DateTimeOffset now = _simulator.Time.GetUtcNow();
        lock (_lock)
        {
            if (attempt.Status is >= 200 and < 300)
            {
                _failingSince.Remove(delivery.Url);
                delivery.State = DeliveryState.Delivered;
                return;
            }

            if (!IsRetried(attempt.Status))
            {
                delivery.State = DeliveryState.GivenUp;
                return;
            }

            _failingSince.TryAdd(delivery.Url, now);
            bool isFirst = delivery.RetryCount == 0;
            if (delivery.RetryCount >= MaxRetries || (isFirst && now - _failingSince[delivery.Url] >= s_failureTime))
            {
                delivery.State = DeliveryState.GivenUp;
                return;
            }

            delivery.RetryCount++;
            delivery.DueAt = now + (RetryDelay ?? TimeSpan.FromSeconds(_random.Next(MinRetrySeconds, MaxRetrySeconds + 1)));
        }
    }

    private static bool IsRetried(int? status) => status is null or 408 or 409 or 425 or 429 or >= 500;
}
