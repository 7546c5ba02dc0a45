using Leeway.Http.Resilience;

namespace Leeway;

/// <summary>The values of <see cref="ResilienceOptions.Retry"/> that configuration can contain.</summary>
internal sealed class RetrySection
{
    public int? MaxRetryAttempts { get; set; }

    public TimeSpan? Delay { get; set; }

    public TimeSpan? MaxDelay { get; set; }
}
