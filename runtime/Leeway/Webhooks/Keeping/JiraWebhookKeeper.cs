using Leeway.Grants;
using Leeway.Sites;
using Microsoft.Extensions.Logging;

namespace Leeway.Webhooks;

/// <summary>
/// Keeps one dynamic webhook of Jira registered for each grant and site: registers it, extends it long before its 30 days have passed, replaces it
/// when its description changes, and deletes it before the grant is forgotten. <c>KeepJiraWebhook</c> registers it as a service.
/// </summary>
public sealed class JiraWebhookKeeper
{
    private static readonly TimeSpan s_leaveTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_describeTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_siteInterval = TimeSpan.FromDays(1);

    /// <summary>Later than every time at which tokens were renewed, so that the page contains all grants that can be renewed.</summary>
    private static readonly DateTimeOffset s_anyTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly GrantKeeper _grants;
    private readonly ISiteDirectory _directory;
    private readonly JiraWebhookApi _api;
    private readonly KeptWebhookRecords _records;
    private readonly Func<GrantId, Site, CancellationToken, ValueTask<JiraWebhookDescription?>> _describe;
    private readonly JiraWebhookKeepingOptions _options;
    private readonly KeptWebhookJournal _journal;
    private readonly KeepingProblems _problems;
    private readonly RuntimeEnvironment _environment;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<GrantId, KnownSites> _sites = [];
    private volatile IReadOnlyList<KeptWebhookTrouble> _troubles = [];
    private volatile string? _address;

    internal JiraWebhookKeeper(
        GrantKeeper grants,
        ISiteDirectory directory,
        JiraWebhookApi api,
        KeptWebhookRecords records,
        Func<GrantId, Site, CancellationToken, ValueTask<JiraWebhookDescription?>> describe,
        JiraWebhookKeepingOptions options,
        KeptWebhookJournal journal,
        RuntimeEnvironment environment,
        ILogger logger)
    {
        _grants = grants;
        _directory = directory;
        _api = api;
        _records = records;
        _describe = describe;
        _options = options;
        _journal = journal;
        _problems = new KeepingProblems(journal, environment);
        _environment = environment;
        _logger = logger;
        grants.BeforeForgetting = LeaveAsync;
    }

    /// <summary>
    /// What is wrong, as this process saw it: webhooks that could not be kept several times, and those that expire within a week. Empty if all is
    /// well.
    /// </summary>
    public IReadOnlyList<KeptWebhookTrouble> Troubles => [.. _troubles, .. _problems.List()];

    /// <summary>Checks the webhooks of a grant now instead of at the next interval, for example after a change of what its user selected.</summary>
    /// <remarks>A failure is not thrown: it is reported, and tried again. If another process works on a webhook, this one does nothing.</remarks>
    /// <param name="grant">The grant.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="LeewayException">The store of grants or of webhooks cannot be used.</exception>
    public async Task CheckAsync(GrantId grant, CancellationToken cancellationToken = default)
    {
        if (await _grants.Store.FindAsync(grant, cancellationToken).ConfigureAwait(false) is not { Loss: null } stored)
        {
            return;
        }

        List<CleanUp> cleanUps = [];
        await CheckAsync(grant, stored.RotatedAt, await _records.ListAsync(grant, cancellationToken).ConfigureAwait(false), cleanUps, cancellationToken).ConfigureAwait(false);
        await CleanUpAsync(cleanUps, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the grant that registered one of several webhooks.</summary>
    /// <param name="site">The address or cloud id of the site.</param>
    /// <param name="webhookIds">The ids of the webhooks.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The grant; <see langword="null"/> if none of the webhooks is known.</returns>
    public async ValueTask<GrantId?> FindGrantAsync(string site, IReadOnlyList<long> webhookIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(webhookIds);
        IReadOnlyList<KeptWebhook> found = await _records.FindByWebhookAsync(site, webhookIds, cancellationToken).ConfigureAwait(false);
        foreach (KeptWebhook record in found.OrderByDescending(record => record.WebhookId is { } id && webhookIds.Contains(id)))
        {
            if (_records.FindGrant(record) is { } grant)
            {
                return grant;
            }
        }

        return null;
    }

    /// <summary>Checks all webhooks at intervals, outside of the caller's execution context.</summary>
    internal Task RunAsync(CancellationToken stopping) =>
        FireAndForget.RunAsync(static run => run.Keeper.RepeatAsync(run.Stopping), (Keeper: this, Stopping: stopping));

    /// <summary>Checks all webhooks once.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        Dictionary<GrantId, DateTimeOffset> grants = await ListGrantsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<KeptWebhook> records = await _records.ListAsync(null, cancellationToken).ConfigureAwait(false);
        ILookup<GrantId, KeptWebhook> byGrant = records.ToLookup(record => _records.FindGrant(record)!.Value);
        List<CleanUp> cleanUps = [];
        foreach ((GrantId grant, DateTimeOffset rotatedAt) in grants)
        {
            await CheckAsync(grant, rotatedAt, byGrant[grant], cleanUps, cancellationToken).ConfigureAwait(false);
        }

        await CleanUpAsync(cleanUps, cancellationToken).ConfigureAwait(false);
        foreach (KeptWebhook record in records)
        {
            // A lost grant is still stored, and its user may consent again.
            if (_records.FindGrant(record) is { } grant
                && !grants.ContainsKey(grant)
                && KeepingDecision.IsDisposable(record, _environment.Now)
                && await _grants.Store.FindAsync(grant, cancellationToken).ConfigureAwait(false) is null)
            {
                await _records.TryRemoveAsync(record, cancellationToken).ConfigureAwait(false);
            }
        }

        Remember(grants, records);
    }

    private async Task RepeatAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                TimeSpan pause = _options.Interval * (1 + (_environment.NextDouble() / 4));
                try
                {
                    await SweepAsync(stopping).ConfigureAwait(false);
                }
                catch (Exception exception) when (!stopping.IsCancellationRequested)
                {
                    KeptWebhookLog.NotChecked(_logger, pause, exception);
                    _troubles = [new KeptWebhookTrouble { Problem = $"The webhooks could not be checked: {exception.Message}", Since = _environment.Now }];
                }

                await Task.Delay(pause, _environment.Time, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was begun is recorded, and the next process continues it.
        }
    }

    private async Task CheckAsync(
        GrantId grant,
        DateTimeOffset rotatedAt,
        IEnumerable<KeptWebhook> records,
        List<CleanUp> cleanUps,
        CancellationToken cancellationToken)
    {
        Dictionary<string, KeptWebhook> known = records.ToDictionary(static record => record.CloudId);
        Dictionary<string, Site> sites = [];
        foreach (Site site in await FindSitesAsync(grant, rotatedAt, cancellationToken).ConfigureAwait(false))
        {
            if (site.HasJira)
            {
                sites[site.CloudId.ToLowerInvariant()] = site;
            }
        }

        // A site that is missing in the list may be missing by mistake, and the gateway needs only its id.
        foreach (string cloudId in sites.Keys.Union(known.Keys).ToArray())
        {
            KeptWebhook? record = known.GetValueOrDefault(cloudId);
            if (!sites.TryGetValue(cloudId, out Site? site))
            {
                if (KeepingDecision.IsDisposable(record!, _environment.Now))
                {
                    await _records.TryRemoveAsync(record!, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                site = new Site { CloudId = cloudId, Name = record!.Site ?? cloudId, Url = record.Site is { } address ? new Uri(address) : null };
            }

            if (!_problems.MayTry(grant, cloudId, rotatedAt))
            {
                continue;
            }

            try
            {
                await KeepAsync(grant, cloudId, rotatedAt, site, record, cleanUps, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                await ReportAsync(grant, cloudId, rotatedAt, exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task KeepAsync(
        GrantId grant,
        string cloudId,
        DateTimeOffset rotatedAt,
        Site site,
        KeptWebhook? record,
        List<CleanUp> cleanUps,
        CancellationToken cancellationToken)
    {
        JiraWebhookDescription? wanted = await BoundedRun.RunAsync(
            static (call, token) => call._describe(call.grant, call.site, token),
            (_describe, grant, site),
            s_describeTimeout,
            _environment,
            ("The description of the webhook", null),
            cancellationToken,
            mayBlock: true).ConfigureAwait(false);
        if (wanted?.FindFault() is { } fault)
        {
            throw new RegistrationRefusedException(fault);
        }

        _address = wanted?.Address ?? _address;
        DateTimeOffset now = _environment.Now;
        string? family = FindFamily(grant);
        if (record?.LeavingSince is not null)
        {
            family = (await _grants.Store.FindAsync(grant, cancellationToken).ConfigureAwait(false))?.Family;
        }

        if (record is not null && (KeepingDecision.IsBusy(record, now) || KeepingDecision.IsLeaving(record, family, now)))
        {
            return;
        }

        if (record is null ? wanted is null : !KeepingDecision.IsDue(record, wanted?.Fingerprint, family, now))
        {
            await _problems.SucceedAsync(grant, cloudId, cancellationToken).ConfigureAwait(false);
            return;
        }

        KeepingTarget target = new(grant, cloudId, site.Url?.GetLeftPart(UriPartial.Authority).ToLowerInvariant(), wanted);
        KeepingPass pass = Begin(target, record);
        if (await pass.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            cleanUps.Add(new CleanUp(pass, target, rotatedAt));
            return;
        }

        await _problems.SucceedAsync(grant, cloudId, cancellationToken).ConfigureAwait(false);
    }

    private async Task CleanUpAsync(List<CleanUp> cleanUps, CancellationToken cancellationToken)
    {
        foreach ((KeepingPass pass, KeepingTarget target, DateTimeOffset rotatedAt) in cleanUps)
        {
            try
            {
                await pass.CleanUpAsync(_address, cancellationToken).ConfigureAwait(false);
                await _problems.SucceedAsync(target.Grant, target.CloudId, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                await ReportAsync(target.Grant, target.CloudId, rotatedAt, exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ReportAsync(GrantId grant, string cloudId, DateTimeOffset rotatedAt, Exception exception, CancellationToken cancellationToken)
    {
        // Another process works on the webhook; or the grant is lost, which the grant's own events and health report.
        if (exception is not (RecordChangedException or ReauthorizationRequiredException))
        {
            await _problems.FailAsync(grant, cloudId, rotatedAt, exception, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the webhooks of a grant that is about to be forgotten. Without its tokens, nobody could.</summary>
    private async Task LeaveAsync(GrantId grant, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(s_leaveTimeout, _environment.Time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            IReadOnlyList<KeptWebhook> records = await _records.ListAsync(grant, ending.Token).ConfigureAwait(false);

            // Together, so that a site that fails or is slow does not use up the time of the others.
            await Task.WhenAll(records.Select(record => TryLeaveAsync(grant, record, ending.Token))).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            KeptWebhookLog.Left(_logger, grant.Value, exception);
        }
    }

    private async Task TryLeaveAsync(GrantId grant, KeptWebhook record, CancellationToken cancellationToken)
    {
        try
        {
            await LeaveAsync(grant, record, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            KeptWebhookLog.Left(_logger, grant.Value, exception);
        }
    }

    private async Task LeaveAsync(GrantId grant, KeptWebhook record, CancellationToken cancellationToken)
    {
        KeepingTarget target = new(grant, record.CloudId, record.Site, null);
        KeptWebhook? current = record;
        while (current is not null)
        {
            try
            {
                await Begin(target, current).LeaveAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RecordChangedException)
            {
                // Another process works on the record, and sees the next write.
                current = await _records.FindAsync(grant, record.CloudId, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private KeepingPass Begin(KeepingTarget target, KeptWebhook? record) =>
        new(target, record, () => FindFamily(target.Grant), _api, _records, _journal, _environment);

    private string? FindFamily(GrantId grant) => _grants.FindKnown(grant)?.Family;

    /// <summary>Lists the grants that can be renewed, with the time when they were.</summary>
    private async Task<Dictionary<GrantId, DateTimeOffset>> ListGrantsAsync(CancellationToken cancellationToken)
    {
        Dictionary<GrantId, DateTimeOffset> grants = [];
        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = s_anyTime };
        while (true)
        {
            IReadOnlyList<DueGrant> page = await _grants.Store.ListDueAsync(due, cancellationToken).ConfigureAwait(false);
            foreach (DueGrant grant in page)
            {
                grants[grant.Id] = grant.Since;
            }

            if (page.Count < due.Limit)
            {
                return grants;
            }

            due = due with { After = page[^1] };
        }
    }

    /// <summary>Finds the sites of a grant. They are requested again after a day, and after its tokens were renewed, as by a new consent.</summary>
    private async Task<IReadOnlyList<Site>> FindSitesAsync(GrantId grant, DateTimeOffset rotatedAt, CancellationToken cancellationToken)
    {
        KnownSites? known;
        lock (_lock)
        {
            known = _sites.GetValueOrDefault(grant);
        }

        bool isCurrent = known is not null && known.RotatedAt == rotatedAt && _environment.Time.GetElapsedTime(known.ListedAt) < s_siteInterval;
        if (isCurrent || !_problems.MayTry(grant, "", rotatedAt))
        {
            return known?.Sites ?? [];
        }

        try
        {
            long listedAt = _environment.Time.GetTimestamp();
            IReadOnlyList<Site> sites = await _directory.ListAsync(grant, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                _sites[grant] = new KnownSites(rotatedAt, listedAt, sites);
            }

            await _problems.SucceedAsync(grant, "", cancellationToken).ConfigureAwait(false);
            return sites;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await ReportAsync(grant, "", rotatedAt, exception, cancellationToken).ConfigureAwait(false);
            return known?.Sites ?? [];
        }
    }

    private void Remember(Dictionary<GrantId, DateTimeOffset> grants, IReadOnlyList<KeptWebhook> records)
    {
        DateTimeOffset now = _environment.Now;
        _problems.Retain(grants.ContainsKey);
        lock (_lock)
        {
            foreach (GrantId gone in _sites.Keys.Where(grant => !grants.ContainsKey(grant)).ToArray())
            {
                _sites.Remove(gone);
            }
        }

        _troubles = [.. records
            .Where(record => record.ExpiresAt < now + KeepingDecision.TroubleBelow && grants.ContainsKey(_records.FindGrant(record)!.Value))
            .Select(record => new KeptWebhookTrouble
            {
                Grant = _records.FindGrant(record),
                CloudId = record.CloudId,
                Problem = record.ExpiresAt < now
                    ? $"The webhook expired at {record.ExpiresAt:u}, so events are not delivered. See why it could not be extended."
                    : $"The webhook expires at {record.ExpiresAt:u}. See why it could not be extended.",
                Since = record.ExpiresAt!.Value - KeepingDecision.TroubleBelow,
            })];
    }

    /// <summary>A pass after which webhooks without a record may exist.</summary>
    private sealed record CleanUp(KeepingPass Pass, KeepingTarget Target, DateTimeOffset RotatedAt);

    private sealed record KnownSites(DateTimeOffset RotatedAt, long ListedAt, IReadOnlyList<Site> Sites);
}
