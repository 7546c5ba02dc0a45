using Leeway.Grants;

namespace Leeway.Cli.Grants;

/// <summary>The health of all grants of a store together.</summary>
internal sealed class InventoryHealth(DateTimeOffset now)
{
    private const int Examples = 20;

    private static readonly TimeSpan s_idleWarning = new GrantHealthCheckOptions().IdleWarning;

    private readonly GrantOptions _options = new();
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Why)> _examples = [];

    /// <summary>How many there are in each state.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public int Total { get; private set; }

    /// <summary>How many need somebody.</summary>
    public int Troubled { get; private set; }

    public bool IsWell => Troubled == 0;

    /// <summary>The first of those that need somebody, and why.</summary>
    public IReadOnlyList<(string Name, string Why)> TroubledExamples => _examples;

    public void Add(InventoryEntry entry)
    {
        AssessedEntry assessed = AssessedEntry.Of(entry, now);
        Total++;
        _counts[assessed.State] = _counts.GetValueOrDefault(assessed.State) + 1;
        if (Trouble(assessed) is not { } trouble)
        {
            return;
        }

        Troubled++;
        if (_examples.Count < Examples)
        {
            _examples.Add((entry.Name, trouble));
        }
    }

    private string? Trouble(AssessedEntry assessed) => assessed.Health switch
    {
        null => $"It cannot be read: {assessed.Entry.Trouble}.",
        { State: GrantState.Lost } lost => $"{lost.Evidence} {lost.Advice}",
        { State: GrantState.InDoubt, Since: { } since } when now - since > _options.Leeway =>
            "It has been in doubt for longer than the leeway. Let a host that is always up keep grants alive.",
        { InactivityLimitAt: { } limit } when limit - now < s_idleWarning => "It ends soon unless it is used or kept alive.",
        _ => null,
    };
}
