using System.Diagnostics.Metrics;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>Which limit the exception names when a strategy has ended a call.</summary>
public sealed class CallTimeoutTests : IDisposable
{
    private static readonly OperationDescriptor s_read = new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200]);

    private readonly ManualTime _time = new();
    private readonly Meter _meter = new("Leeway");

    public void Dispose() => _meter.Dispose();

    /// <summary>A strategy of the application may have used up the time of the call before the attempt began.</summary>
    [Theory]
    [InlineData(ResilienceOptions.CallTimeoutName, 0, 300, true)]
    [InlineData(ResilienceOptions.AttemptTimeoutName, 0, 60, false)]
    [InlineData(ResilienceOptions.AttemptTimeoutName, 239, 60, false)]
    [InlineData(ResilienceOptions.AttemptTimeoutName, 240, 300, true)]
    [InlineData("Own", 0, 7, true)]
    [InlineData("Own-AttemptTimeout", 0, 7, false)]
    public async Task LimitThatHasEndedTheCallShouldBeNamed(string strategy, int elapsed, int expected, bool isOfWholeCall)
    {
        using HttpRequestMessage request = s_read.CreateRequest("/thing");
        if (elapsed > 0)
        {
            CallAttempts attempts = CallAttempts.Of(request, new RuntimeEnvironment(_time, new Random(1), meter: _meter), _time.GetTimestamp());
            attempts.End(request, new IOException());
            _time.Advance(TimeSpan.FromSeconds(elapsed));
            attempts.Begin(_time.GetTimestamp());
        }

        CallTimeoutException exception = CallTimeout.Explain(await TimeOutAsync(strategy), request, new ResilienceOptions());

        Assert.Equal((TimeSpan.FromSeconds(expected), isOfWholeCall), (exception.Timeout, exception.IsOfWholeCall));
    }

    private async Task<TimeoutRejectedException> TimeOutAsync(string strategy)
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddTimeout(new TimeoutStrategyOptions { Name = strategy, Timeout = TimeSpan.FromSeconds(7) })
            .Build();
        Task call = pipeline.ExecuteAsync(static async token => await Task.Delay(Timeout.Infinite, token), TestContext.Current.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromSeconds(7));
        return await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
    }
}
