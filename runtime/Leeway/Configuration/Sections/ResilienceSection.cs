using Leeway.Http.Resilience;

namespace Leeway;

/// <summary>The values of <see cref="ResilienceOptions"/> that configuration can contain: no delegates.</summary>
internal sealed class ResilienceSection
{
    public TimeoutSection? CallTimeout { get; set; }

    public RetrySection? Retry { get; set; }

    public TimeoutSection? AttemptTimeout { get; set; }

    public TimeSpan? MaxRetryAfter { get; set; }

    public bool? HoldsBackQuotas { get; set; }

    public void ApplyTo(ResilienceOptions options)
    {
        options.CallTimeout.Timeout = CallTimeout?.Timeout ?? options.CallTimeout.Timeout;
        options.AttemptTimeout.Timeout = AttemptTimeout?.Timeout ?? options.AttemptTimeout.Timeout;
        options.Retry.MaxRetryAttempts = Retry?.MaxRetryAttempts ?? options.Retry.MaxRetryAttempts;
        options.Retry.Delay = Retry?.Delay ?? options.Retry.Delay;
        options.Retry.MaxDelay = Retry?.MaxDelay ?? options.Retry.MaxDelay;
        options.MaxRetryAfter = MaxRetryAfter ?? options.MaxRetryAfter;
        options.HoldsBackQuotas = HoldsBackQuotas ?? options.HoldsBackQuotas;
    }
}
