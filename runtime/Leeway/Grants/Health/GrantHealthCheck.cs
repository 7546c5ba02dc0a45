using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Leeway.Grants;

/// <summary>
/// Tells whether grants are being kept: <c>services.AddHealthChecks().AddCheck&lt;GrantHealthCheck&gt;("atlassian")</c>. It reads the
/// store twice, beside once for each required grant, gives up after ten seconds, and sends nothing to Atlassian.
/// </summary>
/// <remarks>
/// It fails where the store cannot be read or a required grant cannot be used. It is degraded where grants have been in doubt for longer
/// than the leeway, or near the inactivity limit: then no process that keeps them alive has been at work.
/// </remarks>
/// <param name="keeper">Knows the health of required grants.</param>
/// <param name="store">Knows which grants are due.</param>
/// <param name="time">The wall clock.</param>
/// <param name="checkOptions">What is looked at.</param>
public sealed class GrantHealthCheck(
    GrantKeeper keeper,
    IGrantStore store,
    TimeProvider time,
    IOptions<GrantHealthCheckOptions> checkOptions) : IHealthCheck
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
        TimeSpan idleWarning = checkOptions.Value.IdleWarning;
        DateTimeOffset now = time.GetUtcNow();
        using CancellationTokenSource deadline = new(limits.StoreTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            foreach (GrantId id in checkOptions.Value.RequiredGrants)
            {
                await LookAsync(id).ConfigureAwait(false);
            }

            await WarnAsync(
                GrantDueReason.Abandoned,
                limits.Leeway,
                "grants in doubt",
                "in doubt for longer than the leeway. Let a host that is always up call KeepGrantsAlive().").ConfigureAwait(false);
            await WarnAsync(
                GrantDueReason.Idle,
                idleWarning < limits.InactivityLimit ? limits.InactivityLimit - idleWarning : TimeSpan.Zero,
                "grants near the inactivity limit",
                "near the limit of their inactivity. KeepGrantsAlive() renews them.").ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The grant store cannot be read.", exception, data);
        }

        HealthStatus status = failures.Count > 0 ? context.Registration.FailureStatus : warnings.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthCheckResult(status, Describe([.. failures, .. warnings]), unreadable, data);

        async Task LookAsync(GrantId id)
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
                // It may be this one alone: the others are looked at all the same.
                data[$"grant {id}"] = "Unreadable";
                failures.Add($"The grant '{id}' cannot be read: {exception.InnerException.Message}");
                unreadable ??= exception;
            }
        }

        async Task WarnAsync(GrantDueReason reason, TimeSpan age, string name, string words)
        {
            // An age may be set to so much that nothing reaches it.
            DateTimeOffset before = age < now - DateTimeOffset.MinValue ? now - age : DateTimeOffset.MinValue;
            IReadOnlyList<DueGrant> due = await store.ListDueAsync(new GrantsDue(reason, before), either.Token).ConfigureAwait(false);
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
            + (findings.Count > MaxListed ? string.Create(CultureInfo.InvariantCulture, $" There are {findings.Count - MaxListed} findings more.") : "");
}
