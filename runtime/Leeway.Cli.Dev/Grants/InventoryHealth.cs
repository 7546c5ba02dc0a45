using Leeway.Grants;

namespace Leeway.Cli.Dev.Grants;

/// <summary>Counts the grants of a store by state and collects those that need attention.</summary>
internal sealed class InventoryHealth(DateTimeOffset now)
{
    private const int Examples = 20;

    private static readonly TimeSpan s_idleWarning = new GrantHealthCheckOptions().IdleWarning;

    private readonly GrantOptions _options = new();
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Why)> _examples = [];

    /// <summary>The number of grants in each state.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public int Total { get; private set; }

    /// <summary>The number of grants that need attention.</summary>
    public int Troubled { get; private set; }

    public bool IsWell => Troubled == 0;

    /// <summary>The first grants that need attention, and why.</summary>
    public IReadOnlyList<(string Name, string Why)> TroubledExamples => _examples;

    public void Add(InventoryEntry entry)
    {
        AssessedEntry assessed = AssessedEntry.Of(entry, now);
        Total++;
        _counts[assessed.State] = _counts.GetValueOrDefault(assessed.State) + 1;
        if (DescribeTrouble(assessed) is not { } trouble)
        {
            return;
        }

        Troubled++;
        if (_examples.Count < Examples)
        {
            _examples.Add((entry.Name, trouble));
        }
    }

    private string? DescribeTrouble(AssessedEntry assessed) => assessed.Health switch
    {
        null => $"The grant cannot be read: {assessed.Entry.Error}.",
        { State: GrantState.Lost } lost => $"{lost.Evidence} {lost.Advice}",
        { State: GrantState.InDoubt, Since: { } since } when now - since > _options.Leeway =>
            "The grant has been in doubt for longer than the leeway. Run the keep-alive service on a host that is always running.",
        { InactivityLimitAt: { } limit } when limit - now < s_idleWarning => "The grant expires soon unless it is used or kept alive.",
        _ => null,
    };
}
