using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;

namespace Leeway.Http.Resilience;

/// <summary>Builds the strategies of calls from their options.</summary>
internal static class CallStrategies
{
    /// <summary>The name of the pipeline in the telemetry of Polly, after that of the client.</summary>
    public const string Name = "calls";

    /// <summary>Adds the strategies in their order. Those of the application handle each attempt with its timeout.</summary>
    public static void Add(
        ResiliencePipelineBuilder<HttpResponseMessage> builder, ResilienceOptions options, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure)
    {
        builder.AddTimeout(options.CallTimeout).AddRetry(options.Retry);
        configure(builder);
        builder.AddTimeout(options.AttemptTimeout);
    }

    /// <summary>Creates the handlers of an application without dependency injection.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Creates the logger that Polly logs to.</param>
    /// <param name="configure">Adds strategies of the application; null for none.</param>
    public static IReadOnlyList<DelegatingHandler> CreateHandlers(
        ResilienceOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        Action<ResiliencePipelineBuilder<HttpResponseMessage>>? configure)
    {
        ResiliencePipelineBuilder<HttpResponseMessage> builder = new() { Name = "Leeway-" + Name, TimeProvider = time };
        builder.ConfigureTelemetry(loggers);
        Add(builder, options, configure ?? (static _ => { }));
        return
        [
            new RecipeHandler(new CurrentResilience(options), time, new PollyObservers(loggers, hasListeners: false), configure is not null),
            new ResilienceHandler(builder.Build()),
        ];
    }
}
