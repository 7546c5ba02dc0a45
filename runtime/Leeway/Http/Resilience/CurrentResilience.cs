using Microsoft.Extensions.Options;

namespace Leeway.Http.Resilience;

/// <summary>The options by which calls are sent, until they are reloaded.</summary>
internal sealed class CurrentResilience(ResilienceOptions options)
{
    private volatile ResilienceOptions _options = options;

    public ResilienceOptions Options => _options;

    /// <summary>The options of an application, which change whenever it reloads them.</summary>
    public static CurrentResilience Follow(IOptionsMonitor<AtlassianOptions> monitor)
    {
        CurrentResilience current = new(monitor.CurrentValue.Resilience);
        monitor.OnChange((options, name) =>
        {
            if (name == Microsoft.Extensions.Options.Options.DefaultName)
            {
                current._options = options.Resilience;
            }
        });
        return current;
    }
}
