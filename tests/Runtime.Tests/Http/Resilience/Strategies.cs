using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>The strategies of calls around the handler of attempts, as the pipeline chains them.</summary>
internal static class Strategies
{
    public static HttpMessageHandler Around(
        ResilienceOptions options, RuntimeEnvironment environment, AttemptHandler attempts, ILoggerFactory? loggers = null) =>
        AtlassianPipeline.Chain(
            CallStrategies.CreateHandlers(options, environment.Time, loggers ?? NullLoggerFactory.Instance, configure: null), attempts);
}
