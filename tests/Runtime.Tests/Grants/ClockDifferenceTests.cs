using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>
/// A process stores the expiry of a token by its own clock, and another process with another clock reads it. The first process of each test
/// has the clock of the server.
/// </summary>
public sealed class ClockDifferenceTests
{
    private static readonly OperationDescriptor s_operation =
        new("searchProjects", HttpMethod.Get, "/rest/api/3/project/search", "jira", "Jira", [200], "read:jira-work");

    [Theory]
    [InlineData(3600, 30)]
    [InlineData(240, 30)]
    [InlineData(160, 20)]
    [InlineData(4, 0.5)]
    public async Task ClockThatIsBehindByTheMarginShouldUseNoExpiredToken(double life, double behind)
    {
        GrantWorld world = new(options => options.Authorization.AccessTokenLifetime = TimeSpan.FromSeconds(life));
        AccessToken first = (await world.SignInAsync()).Grant.AccessToken;
        AtlassianPipeline other = NewNode(world, TimeSpan.FromSeconds(-behind));
        const int Steps = 1000;
        int uses = 0;

        for (int i = 0; i <= Steps; i++)
        {
            AccessToken token = await other.Keeper.GetAccessTokenAsync(GrantWorld.Id);
            uses += token == first ? 1 : 0;
            Assert.Null(world.Server.Inspect(token.Reveal()).Refusal);
            world.Time.Advance(TimeSpan.FromSeconds(life / Steps));
        }

        // The margin is not larger than necessary either: the clock difference is all of it.
        Assert.Equal(Steps, uses);
    }

    [Fact]
    public async Task CallWithATokenThatExpiredByAnotherClockShouldBeRepeatedWithTheStoredToken()
    {
        GrantWorld world = new();
        await world.SignInAsync();
        AtlassianPipeline other = NewNode(world, TimeSpan.FromMinutes(-2));
        world.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(5));
        await CallAsync(other);
        await CallAsync(world.Node);
        Assert.Equal(1, world.Server.Exchanges);
        int before = CountCalls(world);

        // The other process read the store less than 30 seconds ago, so it does not know of the new token.
        world.Time.Advance(TimeSpan.FromSeconds(6));
        await CallAsync(other);
        Assert.Equal(before + 2, CountCalls(world));
        Assert.Equal(1, world.Server.Exchanges);

        await CallAsync(other);
        Assert.Equal(before + 3, CountCalls(world));
    }

    private static AtlassianPipeline NewNode(GrantWorld world, TimeSpan clock) => world.NewNode(
        static options => options.Grants.RenewAhead = TimeSpan.Zero, time: new OtherClock(world.Time, clock));

    private static async Task CallAsync(AtlassianPipeline node) =>
        await node.CreateCaller().SendTextAsync(s_operation.CreateRequest("/rest/api/3/project/search"), CancellationToken.None);

    private static int CountCalls(GrantWorld world) =>
        world.Simulator.Requests.Count(static request => request.Origin == SimulatedOrigin.Gateway && request.Path.EndsWith("/search", StringComparison.Ordinal));

    private sealed class OtherClock(ManualTime time, TimeSpan by) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
