using System.Globalization;
using Leeway.Grants;

namespace Leeway.Testing.Stores;

/// <summary>The rules of <see cref="IGrantStore.FindAsync"/> and <see cref="IGrantStore.TrySwapAsync"/>.</summary>
internal static class SwapChecks
{
    private static readonly GrantId s_id = new("id");

    public static IReadOnlyList<GrantStoreCheck> All { get; } =
    [
        new(nameof(CompleteGrantIsReturned), CompleteGrantIsReturned),
        new(nameof(SwapRequiresTheExpectedVersion), SwapRequiresTheExpectedVersion),
        new(nameof(OneOfManySwapsOfOneVersionSucceeds), OneOfManySwapsOfOneVersionSucceeds),
        new(nameof(OneOfManyFirstWritesSucceeds), OneOfManyFirstWritesSucceeds),
        new(nameof(AnyIdIsSupported), AnyIdIsSupported),
        new(nameof(LongestIdIsSupported), LongestIdIsSupported),
    ];

    private static async Task CompleteGrantIsReturned(CheckedStore store)
    {
        const string Rule = "A grant must be stored unchanged, with all its members and all digits of its times.";
        DateTimeOffset start = CheckClock.Start;
        Grant grant = GrantStoreContract.CreateGrant(s_id, 5) with
        {
            Generation = 12,
            Turn = 2,
            UnsettledSince = start.AddTicks(7),
            Scopes = ["a", "b"],
            PendingSpend = new PendingSpend { Id = "spend", StartedAt = start.AddTicks(3), InDoubtSince = start, Turn = 3 },
            Loss = new GrantLoss { Reason = GrantLossReason.Idle, Evidence = "Evidence. \u00e9\ud83d\ude00", At = start },
        };
        store.Require(await store.FindAsync(s_id).ConfigureAwait(false) is null, "A store must begin empty.");
        store.Require(await store.SwapAsync(grant, null).ConfigureAwait(false), "The first write must succeed.");

        Grant? found = await store.FindAsync(s_id).ConfigureAwait(false);

        store.Require(found is not null, Rule);
        store.RequireEqual(string.Join(' ', grant.Scopes), string.Join(' ', found!.Scopes), Rule);
        store.RequireEqual(grant with { Scopes = found.Scopes }, found, Rule);
        store.RequireEqual("access-5", found.AccessToken.Reveal(), Rule);
        store.RequireEqual("refresh-5", found.RefreshToken?.Reveal(), Rule);
        store.Require(await store.FindAsync(new GrantId("ID")).ConfigureAwait(false) is null, "Ids must be compared by ordinal.");

        Grant minimal = GrantStoreContract.CreateGrant(s_id, 6) with { RefreshToken = null };
        store.Require(await store.SwapAsync(minimal, 5).ConfigureAwait(false), Rule);
        found = await store.FindAsync(s_id).ConfigureAwait(false);
        store.RequireEqual(minimal with { Scopes = found!.Scopes }, found, Rule);
    }

    private static async Task SwapRequiresTheExpectedVersion(CheckedStore store)
    {
        store.Require(!await WriteAsync(6, 5).ConfigureAwait(false), "A swap of a grant that is not stored must fail.");
        store.Require(await WriteAsync(5, null).ConfigureAwait(false), "The first write must succeed.");
        store.Require(!await WriteAsync(9, null).ConfigureAwait(false), "A first write must fail if the grant is stored.");
        store.Require(!await WriteAsync(9, 4).ConfigureAwait(false), "A swap of an older version must fail.");
        store.Require(!await WriteAsync(9, 6).ConfigureAwait(false), "A swap of a newer version must fail.");
        store.Require(await WriteAsync(6, 5).ConfigureAwait(false), "A swap of the stored version must succeed.");
        store.RequireEqual(6, (await store.FindAsync(s_id).ConfigureAwait(false))?.Version, "The successful swap must be visible at once.");

        Task<bool> WriteAsync(long version, long? expected) => store.SwapAsync(GrantStoreContract.CreateGrant(s_id, version), expected);
    }

    private static async Task OneOfManySwapsOfOneVersionSucceeds(CheckedStore store)
    {
        await store.SwapAsync(GrantStoreContract.CreateGrant(s_id, 1), null).ConfigureAwait(false);
        await RaceAsync(store, 32, 1).ConfigureAwait(false);
    }

    private static Task OneOfManyFirstWritesSucceeds(CheckedStore store) => RaceAsync(store, 16, null);

    private static async Task RaceAsync(CheckedStore store, int writers, long? expected)
    {
        bool[] results = await CheckedStore.RaceAsync(
            writers,
            i => store.SwapAsync(
                GrantStoreContract.CreateGrant(s_id, 2) with { Family = i.ToString(CultureInfo.InvariantCulture) }, expected)).ConfigureAwait(false);

        store.RequireEqual(1, results.Count(static result => result), "Exactly one of several concurrent writes must succeed.");
        store.RequireEqual(
            Array.IndexOf(results, true).ToString(CultureInfo.InvariantCulture),
            (await store.FindAsync(s_id).ConfigureAwait(false))?.Family,
            "The grant of the successful write must be stored.");
    }

    private static async Task AnyIdIsSupported(CheckedStore store)
    {
        const string Rule = "Every id must be supported, also with characters that have a meaning in paths, queries or patterns.";
        foreach (string value in (string[])["customer-42", "C:\\<any>/../id?*%_'\";--", "\u00e9\u00c9 \u65e5\u672c \ud83d\ude00 "])
        {
            GrantId id = new(value);
            store.Require(await store.SwapAsync(GrantStoreContract.CreateGrant(id, 1), null).ConfigureAwait(false), Rule);
            store.Require(await store.FindAsync(new GrantId(value.ToUpperInvariant() + "x")).ConfigureAwait(false) is null, Rule);
            store.Require(await store.FindAsync(new GrantId(value + " ")).ConfigureAwait(false) is null, "A space at the end of an id is significant.");
            store.RequireEqual(id, (await store.FindAsync(id).ConfigureAwait(false))?.Id, Rule);
            store.RequireEqual(value, await store.ListIdsAsync(new GrantsDue { Reason = GrantDueReason.Idle, Before = DateTimeOffset.MaxValue }).ConfigureAwait(false), Rule);
            store.Require(await store.RemoveAsync(id, 1).ConfigureAwait(false), Rule);
        }
    }

    private static async Task LongestIdIsSupported(CheckedStore store)
    {
        const string Rule = "Ids of GrantId.MaxLength characters must be supported, whatever their length in bytes is.";
        GrantId id = new(new string('\u65e5', GrantId.MaxLength));
        store.Require(await store.SwapAsync(GrantStoreContract.CreateGrant(id, 1), null).ConfigureAwait(false), Rule);
        IAsyncDisposable? lease = await store.LeaseAsync(id).ConfigureAwait(false);
        store.Require(lease is not null, Rule);
        await lease!.DisposeAsync().ConfigureAwait(false);
        store.Require(await store.FindAsync(id).ConfigureAwait(false) is not null, Rule);
    }
}
