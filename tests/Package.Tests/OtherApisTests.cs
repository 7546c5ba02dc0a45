using Leeway.Package.Tests.Building;
using Leeway.TimeLimit;

namespace Leeway.Package.Tests;

/// <summary>Runs the examples of the page about other APIs.</summary>
public class OtherApisTests(PackedPackages packages)
{
    [Fact]
    public async Task BitbucketShouldBeCalledAndListedWithAToken()
    {
        SkipUnlessFull();
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();

        string[] lines = await packages.RunConsumerAsync(OtherApiExamples.Bitbucket, atlassian.Environment);

        Assert.Equal(["acme/firmware", "acme/firmware is in the list", "acme/website is in the list", "acme/tools is in the list"], lines);
        Assert.Equal(
            ["/2.0/repositories/acme/firmware", "/2.0/repositories/acme", "/2.0/repositories/acme?page=2"],
            atlassian.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task AssetsShouldBeCalledWithTheGrantOfTheSite()
    {
        SkipUnlessFull();
        await using SimulatedAtlassian atlassian = await SimulatedAtlassian.StartAsync();

        string[] lines = await packages.RunConsumerAsync(OtherApiExamples.Assets, atlassian.Environment);

        Assert.Equal(["Mia's laptop", "ITSM-1: Mia's laptop", "ITSM-3: Spare laptop"], lines);
    }

    private static void SkipUnlessFull() =>
        Assert.SkipUnless(TestSize.IsFull, "Building an application for each API takes long. Set LEEWAY_FULL=1 to include it.");
}
