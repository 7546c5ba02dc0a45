using Leeway.Http.Resilience;

namespace Leeway;

/// <summary>The value of <see cref="ResilienceOptions.CallTimeout"/> or <see cref="ResilienceOptions.AttemptTimeout"/> in configuration.</summary>
internal sealed class TimeoutSection
{
    public TimeSpan? Timeout { get; set; }
}
