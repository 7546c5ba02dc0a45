using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Leeway.Http.Resilience;

/// <summary>The strategies that the application adds to those of calls.</summary>
internal sealed class OwnStrategies
{
    public List<Action<ResiliencePipelineBuilder<HttpResponseMessage>, ResilienceHandlerContext>> Actions { get; } = [];

    public void AddTo(ResiliencePipelineBuilder<HttpResponseMessage> builder, ResilienceHandlerContext context)
    {
        foreach (Action<ResiliencePipelineBuilder<HttpResponseMessage>, ResilienceHandlerContext> action in Actions)
        {
            action(builder, context);
        }
    }
}
