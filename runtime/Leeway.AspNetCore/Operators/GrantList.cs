using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>The grants of an app by health, read from the store without their tokens.</summary>
internal sealed class GrantList
{
    /// <summary>The maximum number of grants of a state that are listed. All are counted.</summary>
    public const int MaxListed = 200;

    private readonly Dictionary<GrantState, List<GrantHealth>> _listed = [];
    private readonly Dictionary<GrantState, long> _counts = [];
    private readonly List<InventoryEntry> _unreadable = [];

    /// <summary>The number of grants that cannot be read.</summary>
    public long UnreadableCount { get; private set; }

    /// <summary>The first of the grants that cannot be read.</summary>
    public IReadOnlyList<InventoryEntry> Unreadable => _unreadable;

    /// <summary>The states that occur, the ones that need attention first.</summary>
    public IEnumerable<GrantState> States => _counts.Keys.OrderBy(GetOrder);

    /// <summary>Reads the grants of an app.</summary>
    /// <param name="inventory">The store.</param>
    /// <param name="prefix">The beginning of the stored ids of a named registration; empty for the registration without a name.</param>
    /// <param name="options">The limits.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    public static async Task<GrantList> ReadAsync(
        IGrantInventory inventory, string prefix, GrantOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        GrantList list = new();
        await foreach (InventoryEntry entry in inventory.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Outline is not { } outline)
            {
                list.AddUnreadable(entry);
            }
            else if (FindOwnId(outline.Id, prefix) is { } id)
            {
                list.Add(outline.Assess(now, options) with { Grant = id });
            }
        }

        return list;
    }

    public long Count(GrantState state) => _counts.GetValueOrDefault(state);

    /// <summary>Lists the first grants of a state.</summary>
    public IReadOnlyList<GrantHealth> List(GrantState state) => _listed.GetValueOrDefault(state) ?? [];

    /// <summary>Returns the beginning of the stored ids of a registration, as <c>StoreGrants</c> documents it.</summary>
    public static string GetPrefix(string registration, string clientId) =>
        registration.Length == 0 ? "" : $"{ReservedPrefix}{Uri.EscapeDataString(clientId)}/";

    private const string ReservedPrefix = "client:";

    private static GrantId? FindOwnId(GrantId stored, string prefix) =>
        prefix.Length == 0 ? (stored.Value.StartsWith(ReservedPrefix, StringComparison.Ordinal) ? null : stored)
        : stored.Value.StartsWith(prefix, StringComparison.Ordinal) && stored.Value.Length > prefix.Length ? new GrantId(stored.Value[prefix.Length..])
        : null;

    private static int GetOrder(GrantState state) => state switch
    {
        GrantState.Failing => 0,
        GrantState.InDoubt => 1,
        GrantState.Lost => 2,
        GrantState.NotRenewable => 3,
        GrantState.ScopesMissing => 4,
        _ => 5,
    };

    private void Add(GrantHealth health)
    {
        long count = _counts.GetValueOrDefault(health.State);
        _counts[health.State] = count + 1;
        if (count == 0)
        {
            _listed[health.State] = [];
        }

        if (count < MaxListed)
        {
            _listed[health.State].Add(health);
        }
    }

    private void AddUnreadable(InventoryEntry entry)
    {
        if (UnreadableCount++ < MaxListed)
        {
            _unreadable.Add(entry);
        }
    }
}
