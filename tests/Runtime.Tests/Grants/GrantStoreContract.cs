using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The contract that every store must fulfill. The tests of a store derive from this class.</summary>
public abstract class GrantStoreContract
{
    private static readonly GrantId s_id = new("id");

    private readonly ManualTime _time = new();
    private IGrantStore? _store;

    private IGrantStore Store => _store ??= CreateStore(_time);

    [Fact]
    public async Task StoreShouldReturnTheCompleteGrant()
    {
        Grant grant = NewGrant(s_id, 5) with
        {
            Generation = 12,
            Turn = 2,
            UnsettledSince = ManualTime.Start.AddTicks(7),
            Scopes = ["a", "b"],
            PendingSpend = new PendingSpend { Id = "spend", StartedAt = ManualTime.Start.AddTicks(3), InDoubtSince = ManualTime.Start, Turn = 3 },
            Loss = new GrantLoss { Reason = GrantLossReason.Idle, Evidence = "Evidence. \u00e9\ud83d\ude00", At = ManualTime.Start },
        };

        Assert.True(await Store.TrySwapAsync(grant, null));

        Grant found = (await Store.FindAsync(s_id))!;
        Assert.Equal(grant with { Scopes = found.Scopes }, found);
        Assert.Equal(grant.Scopes, found.Scopes);
        Assert.Equal(("access-5", "refresh-5"), (found.AccessToken.Reveal(), found.RefreshToken!.Reveal()));
        Assert.Null(await Store.FindAsync(new GrantId("ID")));
    }

    [Fact]
    public async Task SwapShouldRequireTheExpectedVersion()
    {
        Assert.False(await Store.TrySwapAsync(NewGrant(s_id, 6), 5));
        Assert.True(await Store.TrySwapAsync(NewGrant(s_id, 5), null));
        Assert.False(await Store.TrySwapAsync(NewGrant(s_id, 9), null));
        Assert.False(await Store.TrySwapAsync(NewGrant(s_id, 9), 4));
        Assert.False(await Store.TrySwapAsync(NewGrant(s_id, 9), 6));
        Assert.True(await Store.TrySwapAsync(NewGrant(s_id, 6), 5));
        Assert.Equal(6, (await Store.FindAsync(s_id))!.Version);
    }

    [Fact]
    public async Task OneOfManySwapsOfOneVersionShouldSucceed()
    {
        await Store.TrySwapAsync(NewGrant(s_id, 1), null);

        bool[] results = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => Store.TrySwapAsync(NewGrant(s_id, 2) with { Family = $"{i}" }, 1).AsTask())));

        int winner = Array.IndexOf(results, true);
        Assert.Single(results, static result => result);
        Assert.Equal($"{winner}", (await Store.FindAsync(s_id))!.Family);
    }

    [Fact]
    public async Task RemovalShouldRequireTheExpectedVersion()
    {
        await Store.TrySwapAsync(NewGrant(s_id, 5), null);

        Assert.False(await Store.TryRemoveAsync(s_id, 4));
        Assert.NotNull(await Store.FindAsync(s_id));
        Assert.True(await Store.TryRemoveAsync(s_id, 5));
        Assert.Null(await Store.FindAsync(s_id));
        Assert.False(await Store.TryRemoveAsync(s_id, 5));
        Assert.True(await Store.TrySwapAsync(NewGrant(s_id, 1), null));
    }

    [Fact]
    public async Task RemovalShouldNotWaitForALease()
    {
        await Store.TrySwapAsync(NewGrant(s_id, 5), null);
        await using IAsyncDisposable? lease = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        Grant held = (await Store.FindAsync(s_id))!;

        Assert.True(await Store.TryRemoveAsync(s_id, held.Version));

        Assert.False(await Store.TrySwapAsync(held with { Version = held.Version + 1 }, held.Version));
        Assert.Null(await Store.FindAsync(s_id));
        Assert.Empty(await Store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }));
        await lease!.DisposeAsync();
        Assert.Null(await Store.FindAsync(s_id));

        // A late write does not replace the grant that was created again either.
        Grant anew = NewGrant(s_id, 7_000) with { Family = "anew" };
        Assert.True(await Store.TrySwapAsync(anew, null));
        Assert.False(await Store.TrySwapAsync(held with { Version = held.Version + 1 }, held.Version));
        Assert.Equal("anew", (await Store.FindAsync(s_id))!.Family);
        await using IAsyncDisposable? next = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        Assert.NotNull(next);
    }

    [Fact]
    public async Task UnconditionalRemovalShouldNeedNoVersion()
    {
        Assert.False(await Store.RemoveAsync(s_id));
        await using IAsyncDisposable? lease = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        Assert.False(await Store.RemoveAsync(s_id));
        await Store.TrySwapAsync(NewGrant(s_id, 5), null);
        await Store.TrySwapAsync(NewGrant(new GrantId("other"), 5), null);

        Assert.True(await Store.RemoveAsync(s_id));

        Assert.Null(await Store.FindAsync(s_id));
        Assert.False(await Store.RemoveAsync(s_id));
        Assert.NotNull(await Store.FindAsync(new GrantId("other")));
        Assert.True(await Store.TrySwapAsync(NewGrant(s_id, 1), null));
    }

    [Fact]
    public async Task OneOfManyRemovalsShouldSucceed()
    {
        await Store.TrySwapAsync(NewGrant(s_id, 1), null);

        bool[] results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.TryRemoveAsync(s_id, 1).AsTask())));

        Assert.Single(results, static result => result);
    }

    [Fact]
    public async Task LeaseShouldBeExclusiveUntilItIsReleasedOrEnds()
    {
        IAsyncDisposable? first = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        Assert.NotNull(first);
        Assert.Null(await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
        Assert.NotNull(await Store.TryLeaseAsync(new GrantId("other"), TimeSpan.FromMinutes(1)));

        await first.DisposeAsync();
        IAsyncDisposable? second = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        Assert.NotNull(second);
        LetPass(TimeSpan.FromMinutes(1));
        IAsyncDisposable? third = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));
        Assert.NotNull(third);

        // Releasing a lease that has ended does not affect its successor.
        await second.DisposeAsync();
        await first.DisposeAsync();
        Assert.Null(await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
        await third.DisposeAsync();
    }

    [Fact]
    public async Task OneOfManyFirstWritesShouldSucceed()
    {
        bool[] results = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => Task.Run(() => Store.TrySwapAsync(NewGrant(s_id, 2) with { Family = $"{i}" }, null).AsTask())));

        int winner = Array.IndexOf(results, true);
        Assert.Single(results, static result => result);
        Assert.Equal($"{winner}", (await Store.FindAsync(s_id))!.Family);
    }

    [Fact]
    public async Task OneOfManyCallersShouldGetTheLease()
    {
        await Store.TrySwapAsync(NewGrant(s_id, 1), null);
        foreach (GrantId id in (GrantId[])[s_id, new GrantId("absent")])
        {
            IAsyncDisposable?[] leases = await Task.WhenAll(
                Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)).AsTask())));
            Assert.Single(leases, static lease => lease is not null);
        }
    }

    [Fact]
    public async Task LeaseOfAMissingGrantShouldNotCreateAGrant()
    {
        await using IAsyncDisposable? lease = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));

        Assert.Null(await Store.FindAsync(s_id));
        Assert.False(await Store.TrySwapAsync(NewGrant(s_id, 1), 0));
        Assert.False(await Store.TryRemoveAsync(s_id, 0));
        Assert.Empty(await Store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }));
        Assert.True(await Store.TrySwapAsync(NewGrant(s_id, 1), null));
        Assert.Null(await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task WritesShouldNotEndTheLease()
    {
        await Store.TrySwapAsync(NewGrant(s_id, 1), null);
        await using IAsyncDisposable? lease = await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1));

        Assert.True(await Store.TrySwapAsync(NewGrant(s_id, 2), 1));

        Assert.Null(await Store.TryLeaseAsync(s_id, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("customer-42")]
    [InlineData("C:\\<any>/../id?*%_'\";--")]
    [InlineData("\u00e9\u00c9 \u65e5\u672c \ud83d\ude00 ")]
    public async Task AnyIdShouldBeSupported(string value)
    {
        GrantId id = new(value);
        Assert.True(await Store.TrySwapAsync(NewGrant(id, 1), null));
        Assert.Null(await Store.FindAsync(new GrantId(value.ToUpperInvariant() + "x")));
        Assert.Null(await Store.FindAsync(new GrantId(value + " ")));

        Assert.Equal(id, (await Store.FindAsync(id))!.Id);
        Assert.Equal(id, Assert.Single(await Store.ListDueAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue })).Id);
    }

    [Fact]
    public async Task LongestIdShouldBeSupported()
    {
        GrantId id = new(new string('\u65e5', GrantId.MaxLength));
        Assert.True(await Store.TrySwapAsync(NewGrant(id, 1), null));
        Assert.NotNull(await Store.TryLeaseAsync(id, TimeSpan.FromMinutes(1)));
        Assert.NotNull(await Store.FindAsync(id));
    }

    [Fact]
    public async Task DueGrantsShouldBeListedInOrder()
    {
        DateTimeOffset start = ManualTime.Start;
        await AddAsync("young", 1);
        await AddAsync("old", 70);
        await AddAsync("older", 80, SpentAt(-3));
        await AddAsync("lost", 80, grant => SpentAt(-3)(grant) with { Loss = new GrantLoss { Reason = GrantLossReason.Unknown, Evidence = "", At = start } });
        await AddAsync("access only", 80, grant => grant with { RefreshToken = null });
        await AddAsync("spent", 1, SpentAt(-2));
        await AddAsync("just spent", 1, SpentAt(0));

        Assert.Equal(["older", "old"], await ListAsync(new() { Reason = GrantDueReason.Idle, Before = start.AddDays(-60) }));
        Assert.Equal(["older"], await ListAsync(new() { Reason = GrantDueReason.Idle, Before = start.AddDays(-70) }));
        Assert.Equal(["older", "spent"], await ListAsync(new() { Reason = GrantDueReason.Abandoned, Before = start.AddMinutes(-1) }));

        Func<Grant, Grant> SpentAt(int minutes) =>
            grant => grant with { PendingSpend = new PendingSpend { Id = "s", StartedAt = start.AddMinutes(minutes), InDoubtSince = start.AddMinutes(minutes), Turn = 1 } };
    }

    [Theory]
    [InlineData(GrantDueReason.Idle)]
    [InlineData(GrantDueReason.Abandoned)]
    public async Task PagesOfDueGrantsShouldContainEachGrantOnce(GrantDueReason reason)
    {
        const int Grants = 23;
        DateTimeOffset start = ManualTime.Start;
        for (int i = 0; i < Grants; i++)
        {
            // Several have the same time, so that a page ends among them.
            DateTimeOffset at = start.AddMinutes(-60 - (i % 3));
            await AddAsync($"grant-{i * 7 % Grants:00}", 0, grant => grant with { RotatedAt = at, PendingSpend = new PendingSpend { Id = "s", StartedAt = at, InDoubtSince = at, Turn = 1 } });
        }

        GrantsDue due = new() { Reason = reason, Before = start, Limit = 5 };
        List<DueGrant> all = [];
        while (await Store.ListDueAsync(due) is { Count: > 0 } page)
        {
            Assert.True(page.Count == due.Limit || all.Count + page.Count == Grants);
            all.AddRange(page);

            // A grant that is no longer due is still a valid start for the next page.
            Assert.True(await Store.TryRemoveAsync(page[^1].Id, 1));
            due = due with { After = page[^1] };
        }

        Assert.Equal(Grants, all.Select(static grant => grant.Id).Distinct().Count());
        Assert.Equal(Grants, all.Count);
        Assert.Equal(all.Select(static grant => grant.Since).Order(), all.Select(static grant => grant.Since));
    }

    [Fact]
    public void PageSizeShouldBeLimited()
    {
        GrantsDue due = new() { Reason = GrantDueReason.Idle, Before = ManualTime.Start };

        Assert.Equal(GrantsDue.MaxLimit, due.Limit);
        Assert.Throws<ArgumentOutOfRangeException>(() => due with { Limit = GrantsDue.MaxLimit + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => due with { Limit = 0 });
    }

    protected abstract IGrantStore CreateStore(TimeProvider time);

    /// <summary>Advances the time for leases.</summary>
    protected virtual void LetPass(TimeSpan time) => _time.Advance(time);

    protected static Grant NewGrant(GrantId id, long version) => new()
    {
        Id = id,
        Version = version,
        Family = "family",
        AccessToken = new AccessToken($"access-{version}"),
        AccessTokenExpiresAt = ManualTime.Start.AddHours(1),
        RefreshToken = new RefreshToken($"refresh-{version}"),
        FamilyStartedAt = ManualTime.Start,
        RotatedAt = ManualTime.Start,
    };

    private async Task AddAsync(string id, int days, Func<Grant, Grant>? change = null)
    {
        Grant grant = NewGrant(new GrantId(id), 1) with { RotatedAt = ManualTime.Start.AddDays(-days) };
        Assert.True(await Store.TrySwapAsync(change is null ? grant : change(grant), null));
    }

    private async Task<IEnumerable<string>> ListAsync(GrantsDue due) => (await Store.ListDueAsync(due)).Select(static grant => grant.Id.Value);
}
