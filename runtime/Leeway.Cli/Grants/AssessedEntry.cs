using Leeway.Grants;

namespace Leeway.Cli.Grants;

/// <summary>A grant in a store and its health, which is missing where the grant cannot be read.</summary>
internal sealed record AssessedEntry(InventoryEntry Entry, GrantHealth? Health)
{
    public string State => Health?.State.ToString() ?? "Unreadable";

    public static AssessedEntry Of(InventoryEntry entry, DateTimeOffset now) => new(entry, entry.Outline?.Assess(now));
}
