using Leeway.Grants;
using Leeway.Testing.Stores;

namespace Leeway.Runtime.Tests.Grants;

public sealed class InMemoryGrantStoreTests
{
    public static TheoryData<string> Checks => [.. GrantStoreContract.Checks.Select(static check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task StoreShouldFulfillTheContract(string check) => GrantStoreContract.RunAsync(check, static time => new InMemoryGrantStore(time));

    [Fact]
    public void PageSizeShouldBeLimited()
    {
        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = ManualTime.Start };

        Assert.Equal(GrantsDue.MaxLimit, due.Limit);
        Assert.Throws<ArgumentOutOfRangeException>(() => due with { Limit = GrantsDue.MaxLimit + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => due with { Limit = 0 });
    }

    [Fact]
    public void PageSizeShouldHaveBothBounds()
    {
        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = ManualTime.Start };

        Assert.Equal((1_000, 1, 1_000), (GrantsDue.MaxLimit, (due with { Limit = 1 }).Limit, (due with { Limit = 1_000 }).Limit));
    }

    [Fact]
    public async Task MissingArgumentsShouldBeNamed()
    {
        InMemoryGrantStore store = new(new ManualTime());

        Assert.Equal("successor", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await store.TrySwapAsync(null!, null))).ParamName);
        Assert.Equal("due", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await store.ListDueAsync(null!))).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(static () => InventoryEntry.Read(null!, static () => null!)).ParamName);
        Assert.Equal("read", Assert.Throws<ArgumentNullException>(static () => InventoryEntry.Read("name", null!)).ParamName);
    }

    [Fact]
    public void EntryShouldHaveTheIdOfItsGrantOrTheGivenName()
    {
        GrantOutline outline = GrantOutline.Of(GrantStoreContract.CreateGrant(new GrantId("ada"), 1));

        InventoryEntry readable = InventoryEntry.Read("name", () => outline);
        InventoryEntry damaged = InventoryEntry.Read("name", static () => throw new DamagedGrantException("no end"));

        Assert.Equal(("ada", outline, null), (readable.Name, readable.Outline, readable.Error));
        Assert.Equal(("name", null, "no end"), (damaged.Name, damaged.Outline, damaged.Error));
    }

    [Fact]
    public async Task InventoryShouldListGrantsByTheirIds()
    {
        InMemoryGrantStore store = new(new ManualTime());
        IGrantInventory inventory = store;
        foreach (string id in (string[])["b", "c", "a"])
        {
            await store.TrySwapAsync(GrantStoreContract.CreateGrant(new GrantId(id), 1), null);
        }

        List<string> names = [];
        await foreach (InventoryEntry entry in inventory.ListAsync())
        {
            names.Add(entry.Name);
        }

        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal("b", (await inventory.FindAsync(new GrantId("b")))!.Outline!.Id.Value);
        Assert.Null(await inventory.FindAsync(new GrantId("d")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await inventory.ListAsync(new CancellationToken(true)).GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public async Task LeaseShouldEndAtItsTimeAndBeReleasedByItsHolderOnly()
    {
        ManualTime time = new();
        InMemoryGrantStore store = new(time);
        GrantId id = new("ada");
        IAsyncDisposable? first = await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Null(await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)));
        time.Advance(TimeSpan.FromTicks(1));
        IAsyncDisposable? second = await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1));

        await first!.DisposeAsync();
        Assert.Null(await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)));
        await second!.DisposeAsync();
        Assert.NotNull(await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)));
    }

    /// <summary>Stores that have no other way to remove a grant without its version.</summary>
    [Fact]
    public async Task UnconditionalRemovalShouldBeRepeatedUntilTheVersionFits()
    {
        OvertakenStore store = new(new InMemoryGrantStore(new ManualTime()));
        GrantId id = new("ada");
        Assert.False(await ((IGrantStore)store).RemoveAsync(id));
        await store.TrySwapAsync(GrantStoreContract.CreateGrant(id, 1), null);
        store.Overtakes = 2;
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await ((IGrantStore)store).RemoveAsync(id, new CancellationToken(true)));

        Assert.True(await ((IGrantStore)store).RemoveAsync(id));

        Assert.Null(await store.FindAsync(id));
        Assert.Equal(0, store.Overtakes);
    }

    [Theory]
    [InlineData(null, "a b c d")]
    [InlineData("a", "b c d")]
    [InlineData("b", "c d")]
    [InlineData("d", "")]
    public void PageShouldHaveTheFirstGrantsInOrderAfterTheLastOne(string? after, string expected)
    {
        DateTimeOffset before = ManualTime.Start;
        Dictionary<string, DateTimeOffset> grants = new()
        {
            ["d"] = before.AddTicks(-1), ["c"] = before.AddHours(-1), ["later"] = before, ["b"] = before.AddHours(-1), ["a"] = before.AddHours(-2),
        };
        for (int limit = 1; limit <= 4; limit++)
        {
            DuePage page = new(new GrantsDue
            {
                Reason = GrantDueReason.Idle,
                Before = before,
                Limit = limit,
                After = after is null ? null : new DueGrant { Id = new GrantId(after), Since = grants[after] },
            });
            foreach ((string id, DateTimeOffset since) in grants)
            {
                page.Offer(GrantStoreContract.CreateGrant(new GrantId(id), 1) with { RotatedAt = since });
            }

            IReadOnlyList<DueGrant> found = page.ToList();
            Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(limit), found.Select(static grant => grant.Id.Value));
            Assert.All(found, grant => Assert.Equal(grants[grant.Id.Value], grant.Since));
        }
    }

    /// <summary>A store without its own unconditional removal, in which other processes write between a read and a removal.</summary>
    private sealed class OvertakenStore(InMemoryGrantStore store) : IGrantStore
    {
        public int Overtakes { get; set; }

        public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default) => store.FindAsync(id, CancellationToken.None);

        public ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default) =>
            store.TrySwapAsync(successor, expectedVersion, cancellationToken);

        public async ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default)
        {
            if (Overtakes > 0)
            {
                Overtakes--;
                await store.TrySwapAsync(GrantStoreContract.CreateGrant(id, expectedVersion + 1), expectedVersion, cancellationToken);
            }

            return await store.TryRemoveAsync(id, expectedVersion, cancellationToken);
        }

        public ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default) =>
            store.TryLeaseAsync(id, duration, cancellationToken);

        public ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default) =>
            store.ListDueAsync(due, cancellationToken);
    }
}
