using Leeway.Http.Resilience;

namespace Leeway.Runtime.Tests.Http.Resilience;

public sealed class ResilienceOptionsTests
{
    private static readonly Action<ResilienceOptions>[] s_changes =
    [
        static options => options.Retry.ShouldHandle = static _ => ValueTask.FromResult(false),
        static options => options.Retry.DelayGenerator = null,
        static options => options.AttemptTimeout.TimeoutGenerator = null,
        static options => options.AttemptTimeout.OnTimeout = static _ => default,
        static options => options.CallTimeout.TimeoutGenerator = null,
        static options => options.CallTimeout.OnTimeout = static _ => default,
    ];

    [Fact]
    public void StrategiesShouldBeRequired()
    {
        ResilienceOptions options = new();

        Assert.Throws<ArgumentNullException>("value", () => options.CallTimeout = null!);
        Assert.Throws<ArgumentNullException>("value", () => options.Retry = null!);
        Assert.Throws<ArgumentNullException>("value", () => options.AttemptTimeout = null!);
    }

    /// <summary>The recipe is followed without the strategies only if nothing of it was replaced.</summary>
    [Fact]
    public void ReplacedPartShouldEndTheRecipe() => Assert.All(s_changes, static change =>
    {
        ResilienceOptions options = new();
        Assert.True(options.IsRecipe);

        change(options);

        Assert.False(options.IsRecipe);
    });

    [Fact]
    public void DurationsShouldBePartOfTheRecipe()
    {
        ResilienceOptions options = new();
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(7);

        Assert.True(options.IsRecipe);
        Assert.Equal(TimeSpan.FromSeconds(7), options.BodyTimeout);
    }

    /// <summary>The timeouts of a generator are not known in advance.</summary>
    [Fact]
    public void GeneratedTimeoutShouldCountAsNoLimit()
    {
        ResilienceOptions options = new();
        options.AttemptTimeout.TimeoutGenerator = static _ => ValueTask.FromResult(TimeSpan.FromSeconds(1));
        Assert.Equal(Timeout.InfiniteTimeSpan, options.BodyTimeout);

        options.AttemptTimeout.TimeoutGenerator = null;
        Assert.Equal(TimeSpan.FromMinutes(1), options.BodyTimeout);
    }
}
