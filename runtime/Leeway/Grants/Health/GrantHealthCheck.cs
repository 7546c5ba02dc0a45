using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Leeway.Grants;

/// <summary>
/// Checks the store and the state of grants. It reads the store twice, and once more for each required grant, within
/// <see cref="GrantOptions.StoreTimeout"/>. It sends nothing to Atlassian.
/// </summary>
/// <param name="keeper">Assesses the required grants.</param>
/// <param name="store">Lists the grants that are due.</param>
/// <param name="time">The wall clock.</param>
/// <param name="checkOptions">The options of the check.</param>
internal sealed class GrantHealthCheck(
    GrantKeeper keeper,
    IGrantStore store,
    TimeProvider time,
    GrantHealthCheckOptions checkOptions) : IHealthCheck
{
    private const int MaxListed = 10;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<string> failures = [];
        List<string> warnings = [];
        Dictionary<string, object> data = [];
        Exception? unreadable = null;
        GrantOptions limits = keeper.Options;
        TimeSpan idleWarning = checkOptions.IdleWarning;
        DateTimeOffset now = time.GetUtcNow();
        using CancellationTokenSource deadline = new(limits.StoreTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            foreach (GrantId id in checkOptions.RequiredGrants)
            {
                await CheckGrantAsync(id).ConfigureAwait(false);
            }

            await CheckDueAsync(
                GrantDueReason.Abandoned,
                limits.Leeway,
                "grants in doubt",
                "in doubt for longer than the leeway. Call KeepGrantsAlive() in a host that is always running.").ConfigureAwait(false);
            await CheckDueAsync(
                GrantDueReason.Idle,
                idleWarning < limits.InactivityLimit ? limits.InactivityLimit - idleWarning : TimeSpan.Zero,
                "grants near the inactivity limit",
                "near the inactivity limit. Call KeepGrantsAlive() to renew them.").ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The grant store cannot be read.", exception, data);
        }

        HealthStatus status = failures.Count > 0 ? context.Registration.FailureStatus : warnings.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthCheckResult(status, Describe([.. failures, .. warnings]), unreadable, data);

        async Task CheckGrantAsync(GrantId id)
        {
            try
            {
                GrantHealth health = await keeper.GetHealthAsync(id, either.Token).ConfigureAwait(false);
                data[$"grant {id}"] = health.State.ToString();
                if (health.State != GrantState.Alive)
                {
                    bool isUsable = health.State is GrantState.ScopesMissing or GrantState.InDoubt or GrantState.NotRenewable;
                    (isUsable ? warnings : failures).Add($"The grant '{id}' is {health.State}: {health.Evidence} {health.Advice}");
                }
            }
            catch (TokenUnavailableException exception) when (exception.InnerException is GrantStoreException or TokenProtectionException)
            {
                // Only this grant may be unreadable, so the others are still checked.
                data[$"grant {id}"] = "Unreadable";
                failures.Add($"The grant '{id}' cannot be read: {exception.InnerException.Message}");
                unreadable ??= exception;
            }
        }

        async Task CheckDueAsync(GrantDueReason reason, TimeSpan age, string name, string words)
        {
            // The configured age may be longer than the time since DateTimeOffset.MinValue.
            DateTimeOffset before = age < now - DateTimeOffset.MinValue ? now - age : DateTimeOffset.MinValue;
            IReadOnlyList<DueGrant> due = await store.ListDueAsync(new GrantsDue { Reason = reason, Before = before }, either.Token).ConfigureAwait(false);
            data[name] = due.Count;
            if (due.Count > 0)
            {
                string count = due.Count.ToString(CultureInfo.InvariantCulture) + (due.Count == GrantsDue.MaxLimit ? " or more" : "");
                warnings.Add($"{count} grants, such as '{due[0].Id}', are {words}");
            }
        }
    }

    private static string? Describe(IReadOnlyList<string> findings) => findings.Count == 0
        ? null
        : string.Join(' ', findings.Take(MaxListed))
            + (findings.Count > MaxListed ? string.Create(CultureInfo.InvariantCulture, $" There are {findings.Count - MaxListed} more findings.") : "");
}
