using System.Globalization;
using Leeway.Grants;

namespace Leeway.Testing.Stores;

/// <summary>The rules of <see cref="IGrantStore.ListDueAsync"/>.</summary>
internal static class DueChecks
{
    public static IReadOnlyList<GrantStoreCheck> All { get; } =
    [
        new(nameof(DueGrantsAreListedInOrder), DueGrantsAreListedInOrder),
        new(nameof(PagesOfIdleGrantsContainEachGrantOnce), PagesOfIdleGrantsContainEachGrantOnce),
        new(nameof(PagesOfAbandonedGrantsContainEachGrantOnce), PagesOfAbandonedGrantsContainEachGrantOnce),
    ];

    private static async Task DueGrantsAreListedInOrder(CheckedStore store)
    {
        const string Rule = "Grants must be listed by their time, the oldest first, and only if they are due, can be renewed and are not lost.";
        DateTimeOffset start = CheckClock.Start;
        await AddAsync(store, "young", 1).ConfigureAwait(false);
        await AddAsync(store, "old", 70).ConfigureAwait(false);
        await AddAsync(store, "older", 80, SpentAt(-3)).ConfigureAwait(false);
        await AddAsync(store, "lost", 80, grant => SpentAt(-3)(grant) with { Loss = new GrantLoss { Reason = GrantLossReason.Unknown, Evidence = "", At = start } }).ConfigureAwait(false);
        await AddAsync(store, "access only", 80, static grant => grant with { RefreshToken = null }).ConfigureAwait(false);
        await AddAsync(store, "spent", 1, SpentAt(-2)).ConfigureAwait(false);
        await AddAsync(store, "just spent", 1, SpentAt(0)).ConfigureAwait(false);
        await AddAsync(store, "unsettled", 1, grant => grant with { UnsettledSince = start.AddMinutes(-4) }).ConfigureAwait(false);

        store.RequireEqual("older, old", await ListAsync(GrantDueReason.Idle, start.AddDays(-60)).ConfigureAwait(false), Rule);
        store.RequireEqual("older", await ListAsync(GrantDueReason.Idle, start.AddDays(-70)).ConfigureAwait(false), Rule);
        store.RequireEqual("unsettled, older, spent", await ListAsync(GrantDueReason.Abandoned, start.AddMinutes(-1)).ConfigureAwait(false), Rule);

        Task<string> ListAsync(GrantDueReason reason, DateTimeOffset before) => store.ListIdsAsync(new GrantsDue { Reason = reason, Before = before });

        Func<Grant, Grant> SpentAt(int minutes) =>
            grant => grant with { PendingSpend = new PendingSpend { Id = "s", StartedAt = start.AddMinutes(minutes), InDoubtSince = start.AddMinutes(minutes), Turn = 1 } };
    }

    private static Task PagesOfIdleGrantsContainEachGrantOnce(CheckedStore store) => ReadPagesAsync(store, GrantDueReason.Idle);

    private static Task PagesOfAbandonedGrantsContainEachGrantOnce(CheckedStore store) => ReadPagesAsync(store, GrantDueReason.Abandoned);

    private static async Task ReadPagesAsync(CheckedStore store, GrantDueReason reason)
    {
        const int Grants = 23;
        DateTimeOffset start = CheckClock.Start;
        for (int i = 0; i < Grants; i++)
        {
            // Several have the same time, so that a page ends among them.
            DateTimeOffset at = start.AddMinutes(-60 - (i % 3));
            string id = string.Create(CultureInfo.InvariantCulture, $"grant-{i * 7 % Grants:00}");
            await AddAsync(store, id, 0, grant => grant with { RotatedAt = at, PendingSpend = new PendingSpend { Id = "s", StartedAt = at, InDoubtSince = at, Turn = 1 } }).ConfigureAwait(false);
        }

        GrantsDue due = new() { Reason = reason, Before = start, Limit = 5 };
        List<DueGrant> all = [];
        while (await store.ListAsync(due).ConfigureAwait(false) is { Count: > 0 } page)
        {
            all.AddRange(page);
            store.Require(page.Count == due.Limit || all.Count >= Grants, "A page with fewer grants than the limit must be the last.");
            store.Require(all.Count <= Grants, "A grant must be on one page only.");
            store.Require(
                await store.RemoveAsync(page[^1].Id, 1).ConfigureAwait(false), "The last grant of a page must be stored.");

            // It is no longer due, and is still the start of the next page.
            due = due with { After = page[^1] };
        }

        store.RequireEqual(Grants, all.Select(static grant => grant.Id).Distinct().Count(), "Every grant must be on a page.");
        store.Require(
            all.Select(static grant => grant.Since).Order().SequenceEqual(all.Select(static grant => grant.Since)), "Pages must be sorted by time.");
    }

    private static async Task AddAsync(CheckedStore store, string id, int days, Func<Grant, Grant>? change = null)
    {
        Grant grant = GrantStoreContract.CreateGrant(new GrantId(id), 1) with { RotatedAt = CheckClock.Start.AddDays(-days) };
        store.Require(await store.SwapAsync(change is null ? grant : change(grant), null).ConfigureAwait(false), "The first write must succeed.");
    }
}
