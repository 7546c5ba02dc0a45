using Leeway.Cli.Login;
using Leeway.Grants;

namespace Leeway.Cli.Tests.Login;

/// <summary>Commands that change the profiles at the same time.</summary>
public sealed class ProfileStoreTests : IDisposable
{
    private const int Commands = 12;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Home => _folder["home"];

    private ToolEnvironment Machine => TestEnvironment.Create(new Dictionary<string, string> { ["LEEWAY_HOME"] = Home });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SignInsAtTheSameTimeShouldAllBeKept()
    {
        await Task.WhenAll(Enumerable.Range(0, Commands).Select(number => Task.Run(() => SaveAsync(ProfileStore.Open(Machine), $"p{number}"), Cancellation)));

        ProfileStore store = ProfileStore.Open(Machine);
        Assert.Equal(Commands, store.Names.Count);
        foreach (string name in store.Names)
        {
            Assert.Equal("secret of " + name, await store.ReadSecretAsync(store.Get(name), Cancellation));
        }

        Assert.Equal([".lock"], LocksAndLeases());
    }

    [Fact]
    public async Task LogoutsAtTheSameTimeShouldAllBeDone()
    {
        foreach (int number in Enumerable.Range(0, Commands))
        {
            await SaveAsync(ProfileStore.Open(Machine), $"p{number}");
        }

        await Task.WhenAll(Enumerable.Range(0, Commands - 1).Select(number => Task.Run(() => ProfileStore.Open(Machine).RemoveAsync($"p{number}", Cancellation), Cancellation)));

        Assert.Equal([$"p{Commands - 1}"], ProfileStore.Open(Machine).Names);
    }

    [Fact]
    public async Task CommandThatDoesNotEndShouldBeReported()
    {
        ProfileStore store = ProfileStore.Open(Machine);
        await SaveAsync(store, "first");
        await using IAsyncDisposable? lease = await store.OpenGrants().TryLeaseAsync(new GrantId("changes of profiles.json"), TimeSpan.FromSeconds(10), Cancellation);
        store.MaxWait = TimeSpan.Zero;

        InputException exception = await Assert.ThrowsAsync<InputException>(() => SaveAsync(store, "second"));
        await Assert.ThrowsAsync<InputException>(() => store.RemoveAsync("first", Cancellation));

        Assert.Equal($"Another command changes the profiles in '{Home}' and does not end. Nothing was changed. End it, and try again.", exception.Message);
        Assert.Equal(["first"], ProfileStore.Open(Machine).Names);
    }

    private IEnumerable<string> LocksAndLeases() =>
        Directory.EnumerateFiles(Home).Select(Path.GetExtension).OfType<string>().Where(static ending => ending is ".lock" or ".lease").Distinct();

    private static Task SaveAsync(ProfileStore store, string name) => store.SaveAsync(
        new NewLogin(new Profile(name, LoginMethod.ApiToken) { Site = "https://example.atlassian.net", Email = "ada@example.com" }, "secret of " + name, Grant: null) { IsVerified = true },
        isDefault: false,
        Cancellation);
}
