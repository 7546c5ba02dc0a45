using Leeway.Grants;
using Leeway.Testing.Stores;

namespace Leeway.Runtime.Tests.Grants;

public sealed class AppGrantStoreTests
{
    private readonly ManualTime _time = new();
    private readonly InMemoryGrantStore _shared;

    public AppGrantStoreTests() => _shared = new InMemoryGrantStore(_time);

    [Fact]
    public async Task AppsShouldNotSeeEachOthersGrants()
    {
        GrantId id = new("customer-42");
        AppGrantStore unnamed = new(_shared, AppGrantIds.Unnamed);
        AppGrantStore one = new(_shared, AppGrantIds.Of("one"));
        AppGrantStore two = new(_shared, AppGrantIds.Of("two"));
        foreach ((AppGrantStore store, string family) in ((AppGrantStore, string)[])[(unnamed, "u"), (one, "1"), (two, "2")])
        {
            Assert.Null(await store.FindAsync(id));
            Assert.True(await store.TrySwapAsync(NewGrant(id) with { Family = family }, null));
            Assert.NotNull(await store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)));
        }

        Assert.Equal((id, "1"), ((await one.FindAsync(id))!.Id, (await one.FindAsync(id))!.Family));
        Assert.Equal(("u", "2"), ((await unnamed.FindAsync(id))!.Family, (await two.FindAsync(id))!.Family));
        Assert.Equal("1", (await _shared.FindAsync(new GrantId("client:one/customer-42")))!.Family);
        Assert.True(await two.RemoveAsync(id));
        Assert.True(await unnamed.TryRemoveAsync(id, 1));
        Assert.NotNull(await one.FindAsync(id));
    }

    [Fact]
    public void ClientIdShouldNotEndInTheIdOfAGrant()
    {
        GrantId ofLonger = AppGrantIds.Of("one/two").ToStored(new GrantId("customer-42"));

        Assert.False(AppGrantIds.Of("one").TryFromStored(ofLonger, out _));
    }

    /// <summary>A keep-alive that sees the grant of another app would spend its token with the wrong client id.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("one")]
    [InlineData("none")]
    public async Task PagesOfDueGrantsShouldContainOwnGrantsAndBeFull(string? clientId)
    {
        AppGrantIds ids = clientId is null ? AppGrantIds.Unnamed : AppGrantIds.Of(clientId);
        for (int i = 0; i < 60; i++)
        {
            string prefix = (i % 3) switch { 0 => "", 1 => "client:one/", _ => "client:two/" };
            await _shared.TrySwapAsync(NewGrant(new GrantId($"{prefix}{i:00}")) with { RotatedAt = ManualTime.Start.AddMinutes(-i / 4) }, null);
        }

        AppGrantStore store = new(_shared, ids);
        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue, Limit = 3 };
        List<DueGrant> all = [];
        while (true)
        {
            IReadOnlyList<DueGrant> page = await store.ListDueAsync(due);
            all.AddRange(page);
            if (page.Count < due.Limit)
            {
                break;
            }

            due = due with { After = page[^1] };
        }

        int remainder = clientId is null ? 0 : 1;
        Assert.Equal(
            clientId == "none" ? [] : Enumerable.Range(0, 60).Where(i => i % 3 == remainder).Select(static i => $"{i:00}"),
            all.Select(static grant => grant.Id.Value).Order());
        Assert.Equal(all.Select(static grant => grant.Since).Order(), all.Select(static grant => grant.Since));
    }

    [Fact]
    public void IdsThatCannotBeStoredShouldBeRefused()
    {
        Assert.Equal(
            "The grant id 'client:one/x' begins with 'client:', which is reserved for the grants of named registrations. Use another id.",
            Assert.Throws<GrantStoreException>(() => AppGrantIds.Unnamed.ToStored(new GrantId("client:one/x"))).Message);
        Assert.Equal("CLIENT:one/x", AppGrantIds.Unnamed.ToStored(new GrantId("CLIENT:one/x")).Value);
        AppGrantIds one = AppGrantIds.Of("one");
        Assert.Equal(GrantId.MaxLength, one.ToStored(new GrantId(new string('x', 245))).Value.Length);
        Assert.Equal(
            $"The grant id '{new string('x', 246)}' has 246 characters. In this named registration it can have at most 245, because it is stored with the client id. Use a shorter id.",
            Assert.Throws<GrantStoreException>(() => one.ToStored(new GrantId(new string('x', 246)))).Message);
    }

    [Theory]
    [InlineData(null, "customer", "customer")]
    [InlineData(null, "client:one/customer", null)]
    [InlineData("one", "client:one/customer", "customer")]
    [InlineData("one", "client:one/", null)]
    [InlineData("one", "client:two/customer", null)]
    [InlineData("one", "customer", null)]
    [InlineData("a b/c", "client:a%20b%2Fc/customer", "customer")]
    public void OnlyOwnStoredIdsShouldBeRead(string? clientId, string stored, string? expected)
    {
        AppGrantIds ids = clientId is null ? AppGrantIds.Unnamed : AppGrantIds.Of(clientId);

        Assert.Equal(expected is not null, ids.TryFromStored(new GrantId(stored), out GrantId id));
        if (expected is not null)
        {
            Assert.Equal(expected, id.Value);
            Assert.Equal(stored, ids.ToStored(id).Value);
        }
    }

    [Fact]
    public async Task GrantWhoseIdDoesNotChangeShouldNotBeCopied()
    {
        AppGrantStore store = new(_shared, AppGrantIds.Unnamed);
        Grant grant = NewGrant(new GrantId("ada"));
        await store.TrySwapAsync(grant, null);

        Assert.Same(grant, await store.FindAsync(grant.Id));
        Assert.Same(grant, await _shared.FindAsync(grant.Id));
    }

    [Fact]
    public async Task PageShouldNotBeLongerThanItsLimit()
    {
        foreach (string id in (string[])["client:one/1", "client:one/2", "client:two/1", "client:two/2", "client:two/3", "client:two/4", "client:two/5"])
        {
            await _shared.TrySwapAsync(NewGrant(new GrantId(id)), null);
        }

        IReadOnlyList<DueGrant> page = await new AppGrantStore(_shared, AppGrantIds.Of("two"))
            .ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue, Limit = 3 });

        Assert.Equal(["1", "2", "3"], page.Select(static grant => grant.Id.Value));
    }

    [Fact]
    public async Task ListingShouldStopWhenItIsCanceled()
    {
        for (int i = 0; i < 3; i++)
        {
            await _shared.TrySwapAsync(NewGrant(new GrantId($"client:two/{i}")), null);
        }

        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue, Limit = 2 };

        Assert.Empty(await new AppGrantStore(_shared, AppGrantIds.Of("one")).ListDueAsync(due));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await new AppGrantStore(_shared, AppGrantIds.Of("one")).ListDueAsync(due, new CancellationToken(true)));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    public async Task StoreShouldBeAskedForNoMorePagesThanNeeded(int grants, int pages)
    {
        UnreliableStore counted = new(_time);
        int asked = 0;
        counted.Entered = operation => asked += operation == "list" ? 1 : 0;
        for (int i = 0; i < grants; i++)
        {
            await counted.TrySwapAsync(NewGrant(new GrantId($"client:two/{i}")), null);
        }

        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue, Limit = 2 };
        await new AppGrantStore(counted, AppGrantIds.Of("one")).ListDueAsync(due);
        Assert.Equal(pages, asked);

        asked = 0;
        Assert.Equal(2, (await new AppGrantStore(counted, AppGrantIds.Of("two")).ListDueAsync(due)).Count);
        Assert.Equal(1, asked);
    }

    private static Grant NewGrant(GrantId id) => GrantStoreContract.CreateGrant(id, 1);
}
