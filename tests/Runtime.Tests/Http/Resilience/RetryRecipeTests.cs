using System.Diagnostics.Metrics;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>The timeouts that the recipe gives to the strategies.</summary>
public sealed class RetryRecipeTests : IDisposable
{
    private static readonly OperationDescriptor s_read = new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200]);

    private readonly ManualTime _time = new();
    private readonly Meter _meter = new("Leeway");
    private readonly ResilienceContext _context = ResilienceContextPool.Shared.Get(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        ResilienceContextPool.Shared.Return(_context);
        _meter.Dispose();
    }

    /// <summary>Polly does not apply a timeout that is not positive.</summary>
    [Theory]
    [InlineData(100, 200_000, 60_000)]
    [InlineData(270, 30_000, 30_000)]
    [InlineData(300, 1, 1)]
    [InlineData(600, 1, 1)]
    public async Task TimeoutsShouldBeWhatIsLeftOfTheCallAndPositive(int elapsed, int call, int attempt)
    {
        ResilienceOptions options = new();
        using HttpRequestMessage request = s_read.CreateRequest("/thing");
        CallAttempts.Of(request, new RuntimeEnvironment(_time, new Random(1), meter: _meter), _time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(elapsed));
        _context.SetRequestMessage(request);

        Assert.Equal(TimeSpan.FromMilliseconds(call), await options.CallTimeout.TimeoutGenerator!(new TimeoutGeneratorArguments(_context)));
        Assert.Equal(TimeSpan.FromMilliseconds(attempt), await options.AttemptTimeout.TimeoutGenerator!(new TimeoutGeneratorArguments(_context)));
    }
}
