using System.Text;
using Leeway.Grants;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Leeway.Webhooks;

namespace Leeway.Simulation;

/// <summary>Compares the webhooks at Jira with those that should exist.</summary>
internal sealed class HookJudge(World world, IReadOnlyList<Node> nodes)
{
    private static readonly long s_hour = TimeSpan.FromHours(1).Ticks;
    private static readonly long s_maxStretch = TimeSpan.FromDays(5).Ticks;
    private static readonly long s_life = TimeSpan.FromDays(30).Ticks;

    /// <summary>The times of at least an hour in which a node ran without a fault.</summary>
    private readonly List<(long From, long Until)> _clean = [];
    private readonly long[] _cleanSince = [.. Enumerable.Repeat(long.MaxValue, nodes.Count + 1)];

    public required IReadOnlyList<HookConnection> Connections { get; init; }

    public required Func<HookConnection, KeptWebhook?> FindRecord { get; init; }

    /// <summary>The webhook that the application wants.</summary>
    public JiraWebhookDescription Wanted { get; set; } = null!;

    public int Registrations { get; private set; }

    public int Extensions { get; private set; }

    /// <summary>The number of gaps at times at which no node ran for an hour in five days.</summary>
    public int ExcusedGaps { get; private set; }

    public void Started(Node node) => _cleanSince[node.Number] = world.Now;

    public void Ended(Node node)
    {
        Close(node);
        _cleanSince[node.Number] = long.MaxValue;
    }

    /// <summary>Records that a fault affects a running node until a time.</summary>
    public void Disturb(Node node, long until)
    {
        Close(node);
        if (_cleanSince[node.Number] != long.MaxValue)
        {
            _cleanSince[node.Number] = until;
        }
    }

    public void Connected(GrantId grant)
    {
        foreach (HookConnection connection in Connections.Where(connection => connection.Grant == grant))
        {
            connection.IsLive = true;
            connection.ConnectedAt = world.Now;
            connection.ValidUntil = null;
            connection.MissingSince = world.Now;
        }

        Observe();
    }

    public void Disconnected(GrantId grant)
    {
        foreach (HookConnection connection in Connections.Where(connection => connection.Grant == grant))
        {
            connection.IsLive = false;
        }
    }

    /// <summary>Records a response of Jira.</summary>
    public void Answered(Node node, HttpRequestMessage request, SimulatedResponse response)
    {
        if (!request.RequestUri!.AbsolutePath.Contains("/webhook", StringComparison.Ordinal))
        {
            return;
        }

        string text = Encoding.UTF8.GetString(response.Body.Span);
        if (request.Method == HttpMethod.Post && response.Status == 200)
        {
            Registrations++;
            if (text.Contains("errors", StringComparison.Ordinal))
            {
                world.Fail($"{node} registered a webhook that Jira refused: {text}");
            }
        }
        else if (request.Method == HttpMethod.Put && response.Status == 200)
        {
            Extensions++;
        }
        else if (response.Status is 400 or 404 or 501)
        {
            world.Fail($"Jira refused {request.Method} {request.RequestUri.PathAndQuery} of {node}: {response.Status} {text}");
        }
    }

    /// <summary>Looks at Jira's webhooks.</summary>
    public void Observe()
    {
        foreach (HookConnection connection in Connections)
        {
            if (connection.IsLive)
            {
                Observe(connection);
            }
        }
    }

    /// <summary>Fails if a webhook is missing although a node ran for an hour without a fault since then.</summary>
    public void CheckProgress()
    {
        Observe();
        foreach (HookConnection connection in Connections)
        {
            if (connection is { IsLive: true, MissingSince: { } since } && HadCleanHour(since))
            {
                world.Fail($"{connection} has had no webhook of the current description since {TimeSpan.FromTicks(since)}, although a node ran for an hour without a fault");
            }
        }
    }

    /// <summary>An hour after the last fault, there is exactly one webhook for each connection, and its record.</summary>
    public void CheckEnd(IReadOnlyList<KeptWebhook> records)
    {
        Observe();
        foreach (HookConnection connection in Connections.Where(static connection => connection.IsLive))
        {
            SimulatedWebhook[] webhooks = [.. connection.Site.Jira.Webhooks.Where(webhook => webhook.AccountId == connection.Account.AccountId)];
            KeptWebhook? record = records.FirstOrDefault(record => record.Grant == connection.Grant && record.CloudId == connection.Site.CloudId);
            foreach (SimulatedWebhook webhook in webhooks.Where(webhook => record?.Has(webhook.Id) != true))
            {
                world.Fail($"{connection} has the orphan {webhook.Id} an hour after the last fault");
            }

            if (webhooks.Length != 1 || record?.WebhookId != webhooks[0].Id || record.Fingerprint != Wanted.Fingerprint)
            {
                world.Fail($"{connection} has the webhooks {string.Join(", ", webhooks.Select(static webhook => webhook.Id))} an hour after the last fault, and its record has {record?.WebhookId}");
            }
        }
    }

    private void Observe(HookConnection connection)
    {
        long now = world.Now;
        if (connection.ValidUntil < now)
        {
            ReportGap(connection, connection.ValidUntil.Value, "expired");
        }

        long? validUntil = null;
        bool isCurrent = false;
        foreach (SimulatedWebhook webhook in connection.Site.Jira.Webhooks)
        {
            long expiresAt = (webhook.ExpiresAt - NodeClock.Beginning).Ticks;
            if (webhook.AccountId == connection.Account.AccountId && expiresAt > now)
            {
                validUntil = Math.Max(validUntil ?? 0, expiresAt);
                isCurrent |= webhook.JqlFilter == Wanted.JqlFilter.ToString() && webhook.Events.SequenceEqual(Wanted.Events);
            }
        }

        if (validUntil is null && connection.ValidUntil is not null)
        {
            ReportGap(connection, now, "was deleted");
        }

        // Until a record has a webhook, none has been set up: one whose registration was interrupted is deleted.
        bool isSetUp = connection.ValidUntil is not null || FindRecord(connection)?.WebhookId is not null;
        connection.ValidUntil = isSetUp ? validUntil : null;
        connection.MissingSince = isCurrent ? null : connection.MissingSince ?? now;
    }

    private void ReportGap(HookConnection connection, long at, string cause)
    {
        connection.ValidUntil = null;
        // A webhook from before the user connected again may expire before any node could look at it.
        if (HadCleanHour(connection.ConnectedAt) && WasKept(Math.Max(connection.ConnectedAt, at - s_life), at))
        {
            world.Fail($"{connection} has a gap: its last webhook {cause} at {TimeSpan.FromTicks(at)}");
        }
        else
        {
            ExcusedGaps++;
        }
    }

    /// <summary>Whether some node ran for an hour without a fault in every five days.</summary>
    private bool WasKept(long from, long until)
    {
        long last = from;
        foreach ((long begun, long ended) in FindClean().Order())
        {
            if (ended <= from)
            {
                continue;
            }

            if (begun + s_hour > until || begun + s_hour - last > s_maxStretch)
            {
                break;
            }

            last = Math.Max(last, Math.Min(ended, until));
        }

        return until - last <= s_maxStretch;
    }

    private bool HadCleanHour(long since) => FindClean().Any(clean => clean.Until - Math.Max(clean.From, since) >= s_hour);

    private IEnumerable<(long From, long Until)> FindClean() =>
        _clean.Concat(_cleanSince.Where(since => since <= world.Now - s_hour).Select(since => (since, world.Now)));

    private void Close(Node node)
    {
        long since = _cleanSince[node.Number];
        if (since <= world.Now - s_hour)
        {
            _clean.Add((since, world.Now));
        }
    }
}
