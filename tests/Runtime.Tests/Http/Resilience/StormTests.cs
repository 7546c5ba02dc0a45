using Leeway.Calls;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Limits;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>Many callers while the gateway refuses, on virtual time.</summary>
public sealed class StormTests
{
    private const int Callers = 200;
    private const int MaxAttempts = 5;

    // The timeout of the call, and the wait or the timeout of an attempt.
    private const int TimersPerCall = 2;

    private static readonly OperationDescriptor s_read =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_create =
        new("createIssue", HttpMethod.Post, "/rest/api/3/issue", "jira", "Jira", [201]);

    private readonly GrantWorld _world = new();
    private readonly AtlassianPipeline _node;

    // The check of a grant in use has a timer that lasts longer than any storm.
    public StormTests() => _node = _world.NewNode(static options => options.Grants.MaxStaleness = TimeSpan.FromDays(1));

    /// <summary>Each call is refused up to four times, by every response that the recipe repeats: each must succeed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CallsThatTheRecipeAllowsToSucceedShouldAllSucceed(int seed)
    {
        await _world.SignInAsync();
        Fault[] kinds =
        [
            Fault.TooManyRequests(), Fault.TooManyRequests(TimeSpan.FromSeconds(7)), Fault.HtmlPage(), Fault.HtmlPage(502),
            Fault.DropBeforeCommit, Fault.DropAfterCommit, Fault.TooManyRequests(TimeSpan.FromSeconds(60)),
        ];
        Random random = new(seed);
        int[] troubles = [.. Enumerable.Range(0, Callers).Select(_ => random.Next(0, MaxAttempts))];
        foreach ((int caller, int times) in troubles.Index())
        {
            for (int i = 0; i < times; i++)
            {
                Fault kind = kinds[random.Next(kinds.Length)];
                _world.Simulator.Faults.Add(kind, request => request.Target.EndsWith($"?caller={caller}", StringComparison.Ordinal));
            }
        }

        string?[] errors = await RunAsync(caller => (s_read, $"/rest/api/3/myself?caller={caller}"));

        Assert.All(errors, Assert.Null);
        Assert.All(troubles.Index(), trouble => Assert.Equal(trouble.Item + 1, AttemptsOf(trouble.Index)));
    }

    /// <summary>The gateway refuses everything: no caller sends more than the recipe allows, and each receives an error.</summary>
    [Fact]
    public async Task EndlessStormShouldCostFiveRequestsPerCall()
    {
        await _world.SignInAsync();
        await _node.Sites.ChooseAsync(GrantWorld.Id, null);
        _world.Simulator.Faults.AddForGateway(Fault.TooManyRequests(TimeSpan.FromSeconds(1)), int.MaxValue);

        string?[] errors = await RunAsync(caller => (s_read, $"/rest/api/3/myself?caller={caller}"));

        Assert.All(errors, static error => Assert.Equal(nameof(RateLimitedException), error));
        Assert.All(Enumerable.Range(0, Callers), caller => Assert.Equal(MaxAttempts, AttemptsOf(caller)));
    }

    /// <summary>200 callers at once meet token buckets of the documented kind that are far too small: jitter spreads the calls until all succeed.</summary>
    [Fact]
    public async Task BurstLimitShouldLoseNoCall()
    {
        await _world.SignInAsync();
        _world.Simulator.Gateway.Limits.Burst = static (_, _) => new BurstLimit { PerSecond = 20, Capacity = 20 };

        string?[] errors = await RunAsync(caller => (s_read, $"/rest/api/3/myself?caller={caller}"));

        Assert.All(errors, Assert.Null);
        Assert.All(Enumerable.Range(0, Callers), caller => Assert.InRange(AttemptsOf(caller), 1, MaxAttempts));
        Assert.Contains(Enumerable.Range(0, Callers), caller => AttemptsOf(caller) > 1);
    }

    /// <summary>A write that a named limit refuses had no effect: each must arrive.</summary>
    [Fact]
    public async Task WritesRefusedByANamedLimitShouldAllArrive()
    {
        await _world.SignInAsync();
        _world.Simulator.Gateway.Limits.Burst = static (_, _) => new BurstLimit { PerSecond = 10, Capacity = 10 };

        string?[] errors = await RunAsync(caller => (s_create, $"/rest/api/3/issue?caller={caller}"), callers: 60);

        Assert.All(errors, Assert.Null);
        Assert.All(Enumerable.Range(0, 60), caller => Assert.InRange(AttemptsOf(caller), 1, MaxAttempts));
        Assert.Contains(Enumerable.Range(0, 60), caller => AttemptsOf(caller) > 1);
    }

    /// <summary>The hour's quota runs out meanwhile: the other calls fail at once, and hardly any of them is sent.</summary>
    [Fact]
    public async Task SpentQuotaShouldEndTheStormLocally()
    {
        await _world.SignInAsync();
        _world.Simulator.Gateway.Limits.AppQuota = new PointsQuota { Points = 50 };

        string?[] errors = await RunAsync(caller => (s_read, $"/rest/api/3/myself?caller={caller}"));

        Assert.All(errors, static error => Assert.True(error is null or nameof(RateLimitedException)));
        int sent = Enumerable.Range(0, Callers).Sum(AttemptsOf);
        Assert.Equal(errors.Count(static error => error is null) + 1, sent);
        Assert.Equal(ManualTime.Start, _world.Time.GetUtcNow());
    }

    private int AttemptsOf(int caller) =>
        _world.Simulator.Requests.Count(request => request.Target.EndsWith($"?caller={caller}", StringComparison.Ordinal));

    /// <summary>Starts all callers at once and advances time whenever all remaining callers wait for it.</summary>
    /// <returns>The type of each caller's error; null if it succeeded.</returns>
    private async Task<string?[]> RunAsync(Func<int, (OperationDescriptor Operation, string Uri)> call, int callers = Callers)
    {
        await _node.Keeper.GetAccessTokenAsync(GrantWorld.Id);
        int others = _world.Time.ActiveTimers;
        Task<string?>[] running = [.. Enumerable.Range(0, callers).Select(caller => CallAsync(_node.CreateCaller(), call(caller)))];
        while (running.Count(static task => !task.IsCompleted) is var left and > 0)
        {
            if (_world.Time.ActiveTimers - others == TimersPerCall * left)
            {
                _world.Time.Advance(TimeSpan.FromMilliseconds(50));
            }

            await Task.Yield();
        }

        return await Task.WhenAll(running);
    }

    private static async Task<string?> CallAsync(AtlassianCaller caller, (OperationDescriptor Operation, string Uri) call)
    {
        HttpContent? content = call.Operation.Method == HttpMethod.Post ? new ByteArrayContent("""{"fields":{"project":{"key":"DEMO"},"summary":"s","issuetype":{"id":"10002"}}}"""u8.ToArray()) : null;
        try
        {
            await caller.SendAsync(call.Operation.CreateRequest(call.Uri, content), CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }
}
