using Leeway.Grants;

namespace Leeway.Cli.Dev.Grants;

/// <summary>An entry of a store and its health; the health is null if the entry cannot be read.</summary>
internal sealed record AssessedEntry(InventoryEntry Entry, GrantHealth? Health)
{
    public string State => Health?.State.ToString() ?? "Unreadable";

    public static AssessedEntry Of(InventoryEntry entry, DateTimeOffset now) => new(entry, entry.Outline?.Assess(now));
}
