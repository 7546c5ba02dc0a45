using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Limits;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>What a call pays that succeeds at once.</summary>
[Collection(nameof(Strategies))]
public sealed class FastPathTests
{
    private static readonly OperationDescriptor s_operation =
        new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200]);

    [Fact]
    public void CallThatSucceedsAtOnceShouldNotAllocate()
    {
        using Meter meter = new("Leeway");
        RuntimeEnvironment environment = new(TimeProvider.System, new Random(1), meter: meter);
        ResilienceReport report = new(meter, NullLogger.Instance);
        CurrentResilience resilience = new(new ResilienceOptions());
        using HttpMessageInvoker bare = new(new Transport());
        using HttpMessageInvoker ours = new(Strategies.Around(
            resilience.Options,
            environment,
            new AttemptHandler(
                environment, report, new RateLimitHandler(new RateLimits(TimeProvider.System), resilience, TimeProvider.System, report, new Transport()))));
        using HttpRequestMessage request = s_operation.CreateRequest("/thing");
        request.RequestUri = new Uri("https://api.atlassian.com/ex/jira/1/thing");
        Assert.Equal(Measure(bare, request), Measure(ours, request));
    }

    [Fact]
    public void SuccessShouldBeCheckedForALoginPageWithoutAllocations()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.atlassian.com/ex/jira/1/thing");
        using HttpResponseMessage response = new(HttpStatusCode.OK) { RequestMessage = request };
        Assert.False(LoginRefusal.IsOne(response));

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRefused = LoginRefusal.IsOne(response);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.False(isRefused);
    }

    private static long Measure(HttpMessageInvoker invoker, HttpRequestMessage request)
    {
        using CancellationTokenSource caller = new();
        for (int i = 0; i < 10; i++)
        {
            _ = invoker.SendAsync(request, caller.Token);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _ = invoker.SendAsync(request, caller.Token);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }

    private sealed class Transport : HttpMessageHandler
    {
        private readonly Task<HttpResponseMessage> _answer = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _answer.Result.RequestMessage = request;
            return _answer;
        }
    }
}
