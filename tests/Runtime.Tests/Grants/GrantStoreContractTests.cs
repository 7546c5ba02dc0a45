using Leeway.Grants;
using Leeway.Testing.Stores;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The contract of stores notices stores that break it.</summary>
public sealed class GrantStoreContractTests
{
    /// <summary>One fault for each check, in a store that otherwise works.</summary>
    private static readonly Dictionary<string, Func<IGrantStore, IGrantStore>> s_faults = new()
    {
        ["CompleteGrantIsReturned"] = static store => new FaultyStore(store) { Write = static grant => grant with { UnsettledSince = null } },
        ["SwapRequiresTheExpectedVersion"] = static store => new FaultyStore(store) { Expect = static (_, expected) => expected == 4 ? 5 : expected },
        ["OneOfManySwapsOfOneVersionSucceeds"] = static store => new FaultyStore(store) { IsSwapReported = true },
        ["OneOfManyFirstWritesSucceeds"] = static store => new FaultyStore(store) { IsSwapReported = true },
        ["AnyIdIsSupported"] = static store => new FaultyStore(store) { Id = static id => new GrantId(id.Value.TrimEnd()) },
        ["LongestIdIsSupported"] = static store => new FaultyStore(store) { Id = static id => id.Value.Length > 255 ? throw new IOException("too long") : id },
        ["RemovalRequiresTheExpectedVersion"] = static store => new FaultyStore(store) { IsRemovalUnconditional = true },
        ["RemovalDoesNotWaitForALease"] = static store => new FaultyStore(store) { WaitsForLeases = true },
        ["UnconditionalRemovalNeedsNoVersion"] = static store => new FaultyStore(store) { IsRemovalReported = true },
        ["OneOfManyRemovalsSucceeds"] = static store => new FaultyStore(store) { IsRemovalReported = true },
        ["LeaseIsExclusiveUntilItIsReleasedOrEnds"] = static store => new FaultyStore(store) { LeaseFactor = 2 },
        ["OneOfManyCallersGetsTheLease"] = static store => new FaultyStore(store) { LeaseFactor = 0 },
        ["LeaseOfAMissingGrantCreatesNoGrant"] = static store => new FaultyStore(store) { LeasesCreateGrants = true },
        ["WritesDoNotEndTheLease"] = static store => new FaultyStore(store) { LeaseFactor = 0 },
        ["DueGrantsAreListedInOrder"] = static store => new FaultyStore(store) { Page = static page => [.. page.Reverse()] },
        ["PagesOfIdleGrantsContainEachGrantOnce"] = static store => new FaultyStore(store) { Page = static page => [.. page.Skip(page.Count == 3 ? 1 : 0)] },
        ["PagesOfAbandonedGrantsContainEachGrantOnce"] = static store => new FaultyStore(store) { Page = static page => [.. page.Take(4)] },
    };

    public static TheoryData<string> Checks => [.. GrantStoreContract.Checks.Select(static check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task CheckShouldNoticeAFault(string check)
    {
        Func<IGrantStore, IGrantStore> breakStore = s_faults[check];

        Exception? exception = await Record.ExceptionAsync(() => GrantStoreContract.RunAsync(check, time => breakStore(new InMemoryGrantStore(time))));

        Assert.True(exception is StoreContractException or IOException, $"{exception}");
        if (exception is StoreContractException broken)
        {
            Assert.Equal(check, broken.Check);
            Assert.StartsWith(check + ": ", broken.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>What keeps apps apart in a store is itself a store.</summary>
    [Theory]
    [MemberData(nameof(Checks))]
    public Task AppsShouldSeeAStoreThatFulfillsTheContract(string check) => GrantStoreContract.RunAsync(
        check,
        time => new AppGrantStore(new InMemoryGrantStore(time), check == "LongestIdIsSupported" ? AppGrantIds.Unnamed : AppGrantIds.Of("client")));

    [Fact]
    public async Task OtherClockShouldBeAdvancedByTheCaller()
    {
        ManualTime own = new();
        await GrantStoreContract.RunAsync(
            "LeaseIsExclusiveUntilItIsReleasedOrEnds",
            _ => new InMemoryGrantStore(own),
            time =>
            {
                own.Advance(time);
                return Task.CompletedTask;
            });
        await Assert.ThrowsAsync<StoreContractException>(
            () => GrantStoreContract.RunAsync("LeaseIsExclusiveUntilItIsReleasedOrEnds", _ => new InMemoryGrantStore(own)));
    }

    [Fact]
    public async Task UnknownCheckShouldBeRefused()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => GrantStoreContract.RunAsync("Everything", static time => new InMemoryGrantStore(time)));
        Assert.Contains("'Everything'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(GrantStoreContract.Checks.Count, GrantStoreContract.Checks.Select(static check => check.ToString()).Distinct().Count());
    }

    private sealed class FaultyStore(IGrantStore store) : IGrantStore
    {
        private readonly HashSet<GrantId> _leased = [];

        public Func<Grant, Grant> Write { get; init; } = static grant => grant;

        public Func<GrantId, GrantId> Id { get; init; } = static id => id;

        public Func<GrantId, long?, long?> Expect { get; init; } = static (_, expected) => expected;

        public Func<IReadOnlyList<DueGrant>, IReadOnlyList<DueGrant>> Page { get; init; } = static page => page;

        public double LeaseFactor { get; init; } = 1;

        public bool IsSwapReported { get; init; }

        public bool IsRemovalReported { get; init; }

        public bool IsRemovalUnconditional { get; init; }

        public bool WaitsForLeases { get; init; }

        public bool LeasesCreateGrants { get; init; }

        public ValueTask<Grant?> FindAsync(GrantId id, CancellationToken cancellationToken = default) => store.FindAsync(Id(id), cancellationToken);

        public async ValueTask<bool> TrySwapAsync(Grant successor, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            Grant written = Write(successor) with { Id = Id(successor.Id) };
            return await store.TrySwapAsync(written, Expect(successor.Id, expectedVersion), cancellationToken) || IsSwapReported;
        }

        public async ValueTask<bool> TryRemoveAsync(GrantId id, long expectedVersion, CancellationToken cancellationToken = default) =>
            (!WaitsForLeases || !_leased.Contains(id))
            && (IsRemovalUnconditional
                ? await store.RemoveAsync(id, cancellationToken)
                : await store.TryRemoveAsync(Id(id), expectedVersion, cancellationToken) || IsRemovalReported);

        public async ValueTask<bool> RemoveAsync(GrantId id, CancellationToken cancellationToken = default) =>
            await store.RemoveAsync(id, cancellationToken) || IsRemovalReported;

        public async ValueTask<IAsyncDisposable?> TryLeaseAsync(GrantId id, TimeSpan duration, CancellationToken cancellationToken = default)
        {
            _leased.Add(id);
            if (LeasesCreateGrants)
            {
                await store.TrySwapAsync(GrantStoreContract.CreateGrant(id, 1), null, cancellationToken);
            }

            return await store.TryLeaseAsync(Id(id), duration * LeaseFactor, cancellationToken);
        }

        public async ValueTask<IReadOnlyList<DueGrant>> ListDueAsync(GrantsDue due, CancellationToken cancellationToken = default) =>
            Page(await store.ListDueAsync(due, cancellationToken));
    }
}
