using System.Diagnostics.Metrics;
using System.Globalization;
using Leeway.Calls;
using Leeway.Limits;
using Leeway.Telemetry;
using Microsoft.Extensions.Logging;

namespace Leeway.Http.Resilience;

/// <summary>Logs and measures repetitions and quotas.</summary>
/// <param name="meter">The meter of the application.</param>
/// <param name="logger">The logger of calls.</param>
/// <param name="registration">The name of the registration, for <see cref="RegistrationTag"/>.</param>
internal sealed class ResilienceReport(Meter meter, ILogger logger, string? registration = null)
{
    private readonly Counter<long> _retries = meter.CreateCounter<long>(
        "leeway.call.retries", "{retry}", "Repetitions of calls, by operation and by how the attempt before ended.");

    private readonly Counter<long> _held = meter.CreateCounter<long>(
        "leeway.call.held_back", "{call}", "Calls that were not sent, since their quota is spent.");

    private readonly Gauge<long> _remaining = meter.CreateGauge<long>(
        "leeway.rate_limit.remaining", "{point}", "What the latest answer leaves of a limit, whichever site it came from.");

    /// <summary>Records the limits in the headers of a response.</summary>
    public void LimitsRead(string product, RateLimitHeaders headers)
    {
        if (!_remaining.Enabled)
        {
            return;
        }

        foreach (RateLimitBudget budget in RateLimitStatus.Read(headers).Budgets)
        {
            if (budget.Remaining is { } remaining)
            {
                _remaining.Record(
                    remaining,
                    RegistrationTag.CreateTags(
                        registration,
                        new("leeway.gateway", product),
                        new("leeway.rate_limit.name", NameOf(budget)),
                        new("leeway.rate_limit.enforced", budget.IsEnforced)));
            }
        }
    }

    /// <summary>Records that a call is sent again.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="result">How the last attempt ended.</param>
    /// <param name="status">Its status; null if there was no response.</param>
    /// <param name="attempt">The number of the attempt that begins.</param>
    /// <param name="delay">How long ago the last attempt ended.</param>
    public void Repeated(OperationDescriptor? operation, AttemptResult result, int? status, int attempt, TimeSpan delay)
    {
        if (_retries.Enabled)
        {
            _retries.Add(
                1,
                RegistrationTag.CreateTags(
                    registration,
                    new("leeway.operation", operation?.Id),
                    new("leeway.product", operation?.Product),
                    new("leeway.attempt.end", NameOf(result))));
        }

        if (logger.IsEnabled(LogLevel.Information))
        {
            string text = status?.ToString(CultureInfo.InvariantCulture) ?? "no response";
            ResilienceLog.Repeated(logger, operation, delay, attempt, result.End, text);
        }
    }

    /// <summary>Records that a quota is exhausted.</summary>
    public void QuotaSpent(QuotaStop stop) => ResilienceLog.QuotaSpent(logger, stop.Product, stop.Scope, stop.EndsAt);

    /// <summary>Records that a call was not sent.</summary>
    public void HeldBack(OperationDescriptor? operation, QuotaStop stop)
    {
        if (_held.Enabled)
        {
            _held.Add(
                1,
                RegistrationTag.CreateTags(registration, new("leeway.operation", operation?.Id), new("leeway.product", operation?.Product)));
        }

        ResilienceLog.HeldBack(logger, operation, stop.EndsAt, stop.Scope);
    }

    // Responses contain the name, so it may be any text. Only the names that Atlassian documents become tags.
    private static string NameOf(RateLimitBudget budget) => budget.Name switch
    {
        null => "unnamed",
        "global-app-quota" or "tenant-app-quota" => budget.Name,
        _ => "other",
    };

    // Not the reason of the response, which may be any text.
    private static string NameOf(AttemptResult result) => result.End switch
    {
        AttemptEnd.Limited when result.Refusal is { Scope: RateLimitScope.Issue } => "limited_issue",
        AttemptEnd.Limited when result.Refusal is { Scope: RateLimitScope.Operation } => "limited_operation",
        AttemptEnd.Limited => "limited",
        AttemptEnd.Unavailable => "unavailable",
        AttemptEnd.NotSent => "not_sent",
        AttemptEnd.Final => "other",
        _ => "lost",
    };
}
