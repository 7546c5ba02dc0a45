using Leeway.Grants;

namespace Leeway.Webhooks;

/// <summary>
/// Brings the webhook of one grant at one site into the wanted state. Between any two steps, the process may end or be paused: the record says
/// what may exist at Jira, so that the next pass, of any process, continues.
/// </summary>
/// <remarks>Each write is a compare-and-swap. If it fails, another process works on the record, and this pass ends.</remarks>
internal sealed class KeepingPass(
    KeepingTarget target,
    KeptWebhook? known,
    Func<string?> findFamily,
    JiraWebhookApi api,
    KeptWebhookRecords records,
    KeptWebhookJournal journal,
    RuntimeEnvironment environment)
{
    private KeptWebhook _record = known ?? records.Create(target);

    /// <summary>Runs the pass.</summary>
    /// <returns>Whether there may be webhooks that no record has, so that <see cref="CleanUpAsync"/> is needed.</returns>
    /// <exception cref="RecordChangedException">Another process works on the record.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(
            _record with { BusyUntil = environment.Now + KeepingDecision.BusyTime, LeavingSince = null, Site = target.Site ?? _record.Site }, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunReservedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not RecordChangedException && !cancellationToken.IsCancellationRequested)
        {
            await TryReleaseAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Deletes the webhooks that no record has. Run it after the passes of the other grants, so that their webhooks have records.
    /// </summary>
    /// <param name="url">
    /// The address of the app's webhooks; <see langword="null"/> if it is not known, because none are wanted any more. Then they expire by themselves.
    /// </param>
    /// <param name="cancellationToken">Cancels the clean-up.</param>
    /// <exception cref="RecordChangedException">Another process works on a record of the site. The clean-up is repeated later.</exception>
    public async Task CleanUpAsync(string? url, CancellationToken cancellationToken)
    {
        // A registration records its attempt before it creates a webhook. Therefore the webhooks of this list belong to attempts and records
        // that are read after it.
        IReadOnlyList<ListedWebhook> listed = await api.ListAsync(target.Grant, target.CloudId, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<KeptWebhook> ofSite = await records.ListOfSiteAsync(target.CloudId, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = environment.Now;
        if (ofSite.Any(record => KeepingDecision.MayAttemptsAppear(record, now)))
        {
            return;
        }

        List<long> orphans = url is null ? [] : KeepingDecision.FindOrphans(listed, ofSite, url);
        GrantId stored = _record.Grant;
        KeptWebhook? own = null;
        foreach (KeptWebhook record in ofSite)
        {
            KeptWebhook current = record;
            if (orphans.Count > 0 && record.Attempts.Count > 0)
            {
                // The version changes, so that a process that was paused during the attempt cannot record its webhook any more.
                current = await records.WriteAsync(record, cancellationToken).ConfigureAwait(false);
            }

            own = record.Grant == stored ? current : own;
        }

        if (orphans.Count > 0)
        {
            await api.DeleteAsync(target.Grant, target.CloudId, orphans, cancellationToken).ConfigureAwait(false);
            foreach (long id in orphans)
            {
                await journal.ReportAsync(KeptWebhookChange.Deleted, target, id, null, cancellationToken).ConfigureAwait(false);
            }
        }

        if (own is not null)
        {
            await records.WriteAsync(own with { Attempts = [], CheckedAt = now }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the webhook because the user disconnects.</summary>
    /// <exception cref="RecordChangedException">Another process works on the record.</exception>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(KeepingDecision.Retire(_record) with { LeavingSince = environment.Now, Family = findFamily(), BusyUntil = null }, cancellationToken).ConfigureAwait(false);
        if (_record.ObsoleteIds.Count > 0)
        {
            await DeleteObsoleteAsync(cancellationToken).ConfigureAwait(false);

            // The call has loaded the grant, if it was not known before.
            await WriteAsync(_record with { Family = _record.Family ?? findFamily() }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> RunReservedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ListedWebhook> listed = await ObserveAsync(cancellationToken).ConfigureAwait(false);
        if (_record.ExpiresAt is { } expiresAt && expiresAt < environment.Now)
        {
            await journal.ReportExpiredAsync(target, expiresAt, _record.WebhookId, cancellationToken).ConfigureAwait(false);
        }

        if (_record.ObsoleteIds.Count > 0)
        {
            // First, so that a user never has more webhooks than those of the attempts, the former one and the new one.
            await DeleteObsoleteAsync(cancellationToken).ConfigureAwait(false);
            listed = await ObserveAsync(cancellationToken).ConfigureAwait(false);
        }

        if (target.Wanted is not { } wanted)
        {
            if (_record.WebhookId is not null)
            {
                // Before it is deleted, so that a process that keeps it meanwhile makes this one stop.
                await WriteAsync(KeepingDecision.Retire(_record), cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            listed = await KeepAsync(wanted, listed, cancellationToken).ConfigureAwait(false);
        }

        bool mayNeedCleanUp = (_record.Attempts.Count > 0 && !KeepingDecision.MayAttemptsAppear(_record, environment.Now))
            || await HasOrphansAsync(listed, cancellationToken).ConfigureAwait(false);
        if (_record.ObsoleteIds.Count > 0)
        {
            await DeleteObsoleteAsync(cancellationToken).ConfigureAwait(false);
        }

        // Without a date from Jira, the documented life is assumed.
        DateTimeOffset now = environment.Now;
        await WriteAsync(
            _record with
            {
                BusyUntil = null,
                // Otherwise a clean-up that fails, or does not take place because the process ends, would wait for the next check.
                CheckedAt = mayNeedCleanUp ? KeepingDecision.DueAgainAt(now) : now,
                Family = findFamily(),
                ExpiresAt = _record.WebhookId is null ? null : _record.ExpiresAt ?? now + TimeSpan.FromDays(30),
            },
            cancellationToken).ConfigureAwait(false);
        return mayNeedCleanUp;
    }

    private async Task<bool> HasOrphansAsync(IReadOnlyList<ListedWebhook> listed, CancellationToken cancellationToken) =>
        target.Wanted is { Address: var url }
        && KeepingDecision.FindOrphans(listed, [_record], url).Count > 0
        && KeepingDecision.FindOrphans(
            listed, [_record, .. await records.ListOfSiteAsync(target.CloudId, cancellationToken).ConfigureAwait(false)], url).Count > 0;

    /// <returns>The latest list of Jira.</returns>
    private async Task<IReadOnlyList<ListedWebhook>> KeepAsync(
        JiraWebhookDescription wanted, IReadOnlyList<ListedWebhook> listed, CancellationToken cancellationToken)
    {
        if (KeepingDecision.NeedsRegistration(_record, wanted.Fingerprint))
        {
            return await RegisterAsync(wanted, listed, cancellationToken).ConfigureAwait(false) ? await ObserveAsync(cancellationToken).ConfigureAwait(false) : listed;
        }

        if (!KeepingDecision.NeedsExtension(_record, environment.Now))
        {
            return listed;
        }

        long id = _record.WebhookId!.Value;
        DateTimeOffset? former = _record.ExpiresAt;
        DateTimeOffset? announced = await api.ExtendAsync(target.Grant, target.CloudId, id, cancellationToken).ConfigureAwait(false);
        _record = _record with { ExpiresAt = announced ?? former };

        // Jira ignores the ids that it does not extend, so only its list shows the effect.
        listed = await ObserveAsync(cancellationToken).ConfigureAwait(false);
        if (_record.WebhookId == id && !(_record.ExpiresAt <= former))
        {
            await journal.ReportAsync(KeptWebhookChange.Extended, target, id, _record.ExpiresAt, cancellationToken).ConfigureAwait(false);
        }
        else if (_record.WebhookId is null || KeepingDecision.ExpiresSoon(_record, environment.Now))
        {
            return await RegisterAsync(wanted, listed, cancellationToken).ConfigureAwait(false) ? await ObserveAsync(cancellationToken).ConfigureAwait(false) : listed;
        }

        return listed;
    }

    /// <summary>Registers the wanted webhook. The former one becomes obsolete only when the new one exists, so that no event is missed.</summary>
    /// <returns>Whether it was registered. If not, former attempts must be cleaned up first.</returns>
    private async Task<bool> RegisterAsync(JiraWebhookDescription wanted, IReadOnlyList<ListedWebhook> listed, CancellationToken cancellationToken)
    {
        if (_record.Attempts.Count >= KeepingDecision.MaxAttempts)
        {
            return false;
        }

        try
        {
            await TryRegisterAsync(wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (MustRetireFirst(exception, wanted, listed))
        {
            // Jira accepts one address for each app, and five webhooks for each user.
            await WriteAsync(KeepingDecision.Retire(_record), cancellationToken).ConfigureAwait(false);
            await DeleteObsoleteAsync(cancellationToken).ConfigureAwait(false);
            await TryRegisterAsync(wanted, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private bool MustRetireFirst(Exception exception, JiraWebhookDescription wanted, IReadOnlyList<ListedWebhook> listed) =>
        exception is RegistrationRefusedException or AtlassianApiException { Status: System.Net.HttpStatusCode.BadRequest }
        && _record.WebhookId is not null
        && (_record.Url != wanted.Address || listed.Count >= KeepingDecision.MaxWebhooks);

    private async Task TryRegisterAsync(JiraWebhookDescription wanted, CancellationToken cancellationToken)
    {
        DateTimeOffset since = environment.Now;
        long startedAt = environment.Time.GetTimestamp();
        await WriteAsync(_record with { Attempts = [.. _record.Attempts, since] }, cancellationToken).ConfigureAwait(false);
        SingleUseContent content = new(
            JiraWebhookApi.Write(wanted), () => environment.Time.GetElapsedTime(startedAt) < KeepingDecision.MaxSendDelay);
        long id;
        try
        {
            id = await api.RegisterAsync(target.Grant, target.CloudId, wanted, content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (HasNoEffect(exception) || content.TryWithhold())
        {
            await WriteAsync(_record with { Attempts = _record.Attempts.Take(_record.Attempts.Count - 1).ToArray() }, cancellationToken).ConfigureAwait(false);
            throw;
        }

        KeptWebhook former = _record;
        try
        {
            await WriteAsync(
                KeepingDecision.Retire(former) with
                {
                    WebhookId = id,
                    Fingerprint = wanted.Fingerprint,
                    Url = wanted.Address,
                    ExpiresAt = null,
                    CheckedAt = environment.Now,
                    Attempts = former.Attempts.Take(former.Attempts.Count - 1).ToArray(),
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (RecordChangedException)
        {
            // A store may repeat a write whose result was lost, and then report that it failed.
            if (await records.FindAsync(target.Grant, target.CloudId, cancellationToken).ConfigureAwait(false) is not { } stored || !stored.Has(id))
            {
                await api.DeleteAsync(target.Grant, target.CloudId, [id], cancellationToken).ConfigureAwait(false);
            }

            throw;
        }

        await journal.ReportAsync(KeptWebhookChange.Registered, target, id, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether an error proves that no webhook was created.</summary>
    private static bool HasNoEffect(Exception exception) => exception switch
    {
        OutcomeUnknownException => false,
        RegistrationRefusedException => true,
        NoResponseException { MayHaveTakenEffect: false } => true,
        AtlassianApiException failure => (int)failure.Status is >= 400 and < 500 and not 408,
        _ => false,
    };

    private async Task DeleteObsoleteAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<long> ids = _record.ObsoleteIds;
        await api.DeleteAsync(target.Grant, target.CloudId, ids, cancellationToken).ConfigureAwait(false);
        _record = _record with { ObsoleteIds = [] };
        foreach (long id in ids)
        {
            await journal.ReportAsync(KeptWebhookChange.Deleted, target, id, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<ListedWebhook>> ObserveAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ListedWebhook> listed = await api.ListAsync(target.Grant, target.CloudId, cancellationToken).ConfigureAwait(false);
        _record = KeepingDecision.Observe(_record, listed);
        return listed;
    }

    /// <summary>Lets other processes try at once, because what failed may be the network of this one.</summary>
    private async Task TryReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(_record with { BusyUntil = null }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The reservation ends by itself. What failed first is reported.
        }
    }

    private async Task WriteAsync(KeptWebhook record, CancellationToken cancellationToken) =>
        _record = await records.WriteAsync(record, cancellationToken).ConfigureAwait(false);
}
