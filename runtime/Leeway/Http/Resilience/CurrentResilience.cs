namespace Leeway.Http.Resilience;

/// <summary>The options that calls are sent with, until the application reloads them.</summary>
internal sealed class CurrentResilience(ResilienceOptions options)
{
    private volatile ResilienceOptions _options = options;

    public ResilienceOptions Options
    {
        get => _options;
        set => _options = value;
    }
}
