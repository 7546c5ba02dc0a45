using System.Text.Json;

namespace Leeway.Cli.Operations;

/// <summary>Reads members of the tables that are left out if they are empty.</summary>
internal static class TableJson
{
    public static string? FindText(this JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public static bool HasFlag(this JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.GetBoolean();
}
