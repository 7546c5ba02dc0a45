using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Leeway.Grants;

/// <summary>
/// Tells whether grants are being kept: <c>services.AddHealthChecks().AddCheck&lt;GrantHealthCheck&gt;("atlassian")</c>. It reads the
/// store three times at most, beside once for each required grant, and sends nothing to Atlassian.
/// </summary>
/// <remarks>
/// It fails where the store cannot be read or a required grant cannot be used. It is degraded where grants have been in doubt for longer
/// than the leeway, or near the inactivity limit: then no process that keeps them alive has been at work.
/// </remarks>
/// <param name="keeper">Knows how required grants fare.</param>
/// <param name="store">Knows which grants are due.</param>
/// <param name="time">The wall clock.</param>
/// <param name="checkOptions">What is looked at.</param>
/// <param name="options">The limits of grants.</param>
public sealed class GrantHealthCheck(
    GrantKeeper keeper,
    IGrantStore store,
    TimeProvider time,
    IOptions<GrantHealthCheckOptions> checkOptions,
    IOptions<AtlassianOptions> options) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<string> failures = [];
        List<string> warnings = [];
        Dictionary<string, object> data = [];
        try
        {
            foreach (GrantId id in checkOptions.Value.RequiredGrants)
            {
                GrantHealth health = await keeper.GetHealthAsync(id, cancellationToken).ConfigureAwait(false);
                data[$"grant {id}"] = health.State.ToString();
                if (health.State != GrantState.Alive)
                {
                    bool isUsable = health.State is GrantState.ScopesMissing or GrantState.InDoubt or GrantState.NotRenewable;
                    (isUsable ? warnings : failures).Add($"The grant '{id}' is {health.State}: {health.Evidence} {health.Advice}");
                }
            }

            GrantOptions limits = options.Value.Grants;
            DateTimeOffset now = time.GetUtcNow();
            await WarnAsync(
                GrantDueReason.Abandoned,
                now - limits.Leeway,
                "grants in doubt",
                "in doubt for longer than the leeway. Let a host that is always up call KeepGrantsAlive().").ConfigureAwait(false);
            await WarnAsync(
                GrantDueReason.Idle,
                now - (limits.InactivityLimit - checkOptions.Value.IdleWarning),
                "grants near the inactivity limit",
                "near the limit of their inactivity. KeepGrantsAlive() renews them.").ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The grant store cannot be read.", exception, data);
        }

        HealthStatus status = failures.Count > 0 ? context.Registration.FailureStatus : warnings.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy;
        return new HealthCheckResult(status, failures.Count + warnings.Count > 0 ? string.Join(' ', failures.Concat(warnings)) : null, data: data);

        async Task WarnAsync(GrantDueReason reason, DateTimeOffset before, string name, string words)
        {
            IReadOnlyList<DueGrant> due = await store.ListDueAsync(new GrantsDue(reason, before), cancellationToken).ConfigureAwait(false);
            data[name] = due.Count;
            if (due.Count > 0)
            {
                string count = due.Count.ToString(CultureInfo.InvariantCulture) + (due.Count == GrantsDue.MaximumLimit ? " or more" : "");
                warnings.Add($"{count} grants, such as '{due[0].Id}', are {words}");
            }
        }
    }
}
