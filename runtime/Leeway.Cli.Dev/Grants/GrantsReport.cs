using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Grants;
using Spectre.Console;

namespace Leeway.Cli.Dev.Grants;

/// <summary>Prints the contents of a store. It receives outlines, which have no tokens.</summary>
internal static class GrantsReport
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteTable(IReadOnlyList<AssessedEntry> entries, bool isCut, TextWriter output)
    {
        IAnsiConsole console = ReportConsole.Create(output);
        if (entries.Count == 0)
        {
            console.WriteLine("No grants.");
            return;
        }

        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("Grant", "State", "Renewed", "Expires unless used", "Remark");
        foreach (AssessedEntry entry in entries)
        {
            table.AddRow(
                Markup.Escape(entry.Entry.Name),
                entry.Health?.State == GrantState.Alive ? "[green]Alive[/]" : $"[red]{entry.State}[/]",
                FormatTime(entry.Health?.RotatedAt),
                FormatTime(entry.Health is { State: GrantState.Lost } ? null : entry.Health?.InactivityLimitAt),
                Markup.Escape(entry.Health is null ? entry.Entry.Error ?? "" : entry.Health.Evidence ?? ""));
        }

        console.Write(table);
        if (isCut)
        {
            console.WriteLine("There are more grants. Use --limit to list more, or --state to filter.");
        }
    }

    public static void WriteDetails(AssessedEntry entry, TextWriter output)
    {
        Grid grid = new();
        grid.AddColumn(new GridColumn().NoWrap());
        grid.AddColumn();
        foreach ((string name, JsonNode? value) in ToJson(entry))
        {
            grid.AddRow(Markup.Escape(name), Markup.Escape(value is JsonArray list ? string.Join(' ', list.Select(static item => (string?)item)) : value?.ToString() ?? ""));
        }

        ReportConsole.Create(output).Write(grid);
    }

    public static void WriteJson(IReadOnlyList<AssessedEntry> entries, TextWriter output) =>
        output.WriteLine(new JsonArray([.. entries.Select(static entry => (JsonNode)ToJson(entry))]).ToJsonString(s_indented));

    public static void WriteJson(AssessedEntry entry, TextWriter output) => WriteJson(ToJson(entry), output);

    public static void WriteJson(JsonObject json, TextWriter output) => output.WriteLine(json.ToJsonString(s_indented));

    public static void Write(InventoryHealth health, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            JsonObject report = new()
            {
                ["grants"] = health.Total,
                ["states"] = new JsonObject(health.Counts.Select(static count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value))),
                ["troubled"] = health.Troubled,
                ["examples"] = new JsonArray([.. health.TroubledExamples.Select(static example => (JsonNode)new JsonObject { ["grant"] = example.Name, ["why"] = example.Why })]),
            };
            output.WriteLine(report.ToJsonString(s_indented));
            return;
        }

        IAnsiConsole console = ReportConsole.Create(output);
        foreach ((string state, int count) in health.Counts)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,9:N0}  {state}"));
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{health.Total,9:N0}  in total, of which {health.Troubled:N0} need attention"));
        foreach ((string name, string why) in health.TroubledExamples)
        {
            console.WriteLine($"{name}: {why}");
        }
    }

    private static JsonObject ToJson(AssessedEntry entry)
    {
        JsonObject json = new() { ["grant"] = entry.Entry.Name, ["state"] = entry.State };
        if (entry is not { Health: { } health, Entry.Outline: { } outline })
        {
            json["trouble"] = entry.Entry.Error;
            return json;
        }

        Add("reason", health.Reason?.ToString());
        Add("evidence", health.Evidence);
        Add("since", FormatIso(health.Since));
        Add("advice", health.Advice);
        json["scopes"] = new JsonArray([.. health.Scopes.Select(static scope => (JsonNode)scope)]);
        Add("consented", FormatIso(outline.FamilyStartedAt));
        Add("renewed", FormatIso(outline.RotatedAt));
        Add("accessTokenEnds", FormatIso(outline.AccessTokenExpiresAt));
        Add("endsUnlessUsed", FormatIso(health.InactivityLimitAt));
        Add("unsettledSince", FormatIso(outline.UnsettledSince));
        Add("spendStarted", FormatIso(outline.PendingSpend?.StartedAt));
        json["renewable"] = outline.IsRenewable;
        json["version"] = outline.Version;
        json["family"] = outline.Family;
        json["exchanges"] = outline.Generation;
        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    public static string? FormatIso(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string FormatTime(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
