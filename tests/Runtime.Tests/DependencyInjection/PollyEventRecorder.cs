using Polly.Telemetry;

namespace Leeway.Runtime.Tests.DependencyInjection;

/// <summary>A listener of an application to the telemetry of Polly.</summary>
internal sealed class PollyEventRecorder : TelemetryListener
{
    public List<string> Events { get; } = [];

    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args) =>
        Events.Add($"{args.Source.PipelineName} {args.Source.StrategyName} {args.Event.EventName}");
}
