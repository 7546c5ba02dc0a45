using Leeway.Grants;

namespace Leeway.Cli.Grants;

/// <summary>What a store holds, and how it fares; without health where it cannot be read.</summary>
internal sealed record AssessedEntry(InventoryEntry Entry, GrantHealth? Health)
{
    public string State => Health?.State.ToString() ?? "Unreadable";

    public static AssessedEntry Of(InventoryEntry entry, DateTimeOffset now) => new(entry, entry.Outline?.Assess(now));
}
