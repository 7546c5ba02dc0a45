using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Compares two editions of a document.</summary>
internal sealed class DocumentComparison
{
    private readonly Edition _was;
    private readonly Edition _now;
    private readonly List<SpecChange> _changes;

    private DocumentComparison(Edition was, Edition now, List<SpecChange> changes)
    {
        _was = was;
        _now = now;
        _changes = changes;
    }

    /// <summary>Returns every change: the most severe first, then by subject and place.</summary>
    /// <exception cref="InputException">An edition refers to a component that it does not contain.</exception>
    public static IReadOnlyList<SpecChange> Compare(Edition was, Edition now)
    {
        List<SpecChange> changes = [];
        DocumentComparison comparison = new(AfterRenames(was, now, changes), now, changes);
        SchemaComparison schemas = new(comparison._was, now);
        comparison.CompareDocuments();
        comparison.CompareOperations(new OperationComparison(comparison._was, now, schemas));
        comparison.CompareSchemas(schemas);
        return
        [
            .. changes
                .OrderByDescending(static c => c.Severity)
                .ThenBy(static c => c.Subject.Kind)
                .ThenBy(static c => c.Subject.Name, StringComparer.Ordinal)
                .ThenBy(static c => c.Place, StringComparer.Ordinal)
                .ThenBy(static c => c.Kind)
                .ThenBy(static c => c.Was, StringComparer.Ordinal)
                .ThenBy(static c => c.Now, StringComparer.Ordinal),
        ];
    }

    private void CompareDocuments()
    {
        ChangeLog log = new(ChangeSubject.Document, Directions.Request, [], _changes);
        string oldServers = Edition.DescribeServers(_was.Facts["servers"]);
        string newServers = Edition.DescribeServers(_now.Facts["servers"]);
        if (oldServers != newServers)
        {
            log.Add(ChangeSeverity.Breaking, ChangeKind.ServersChanged, "", oldServers, newServers);
        }

        JsonObject oldSchemes = _was.Facts["components"]?["securitySchemes"] as JsonObject ?? [];
        JsonObject newSchemes = _now.Facts["components"]?["securitySchemes"] as JsonObject ?? [];
        foreach (string name in oldSchemes.Concat(newSchemes).Select(static p => p.Key).Distinct())
        {
            ChangeKind? kind = (oldSchemes[name], newSchemes[name]) switch
            {
                (_, null) => ChangeKind.SecuritySchemeRemoved,
                (null, _) => ChangeKind.SecuritySchemeAdded,
                var (before, after) when Canonical.Of(before) != Canonical.Of(after) => ChangeKind.SecuritySchemeChanged,
                _ => null,
            };
            if (kind is { } change)
            {
                log.Add(ChangeSeverity.Attention, change, name);
            }
        }
    }

    private void CompareOperations(OperationComparison operations)
    {
        List<EditionOperation> removed = [.. _was.Operations.Values.Where(o => !_now.Operations.ContainsKey(o.Key))];
        List<EditionOperation> added = [.. _now.Operations.Values.Where(o => !_was.Operations.ContainsKey(o.Key))];
        List<(EditionOperation Was, EditionOperation Now)> pairs =
        [
            .. _was.Operations.Values.Where(o => _now.Operations.ContainsKey(o.Key)).Select(o => (o, _now.Operations[o.Key])),

            // The name of a parameter in the route changed, or the operation moved to another route.
            .. Pair(removed, added, static o => $"{o.Method} {o.RouteWithoutNames}"),
            .. Pair(removed, added, static o => o.Id.Length == 0 ? null : $"{o.Method} {o.Id}"),
        ];
        foreach ((EditionOperation was, EditionOperation now) in pairs)
        {
            operations.Compare(LogOf(now), was, now);
        }

        foreach (EditionOperation operation in removed)
        {
            LogOf(operation).Add(ChangeSeverity.Breaking, ChangeKind.OperationRemoved, "", was: operation.Id);
        }

        foreach (EditionOperation operation in added)
        {
            LogOf(operation).Add(ChangeSeverity.Addition, ChangeKind.OperationAdded, "", now: operation.Id);
        }

        ChangeLog LogOf(EditionOperation operation) =>
            new(ChangeSubject.Operation(operation.Key), Directions.Request | Directions.Response, [], _changes);
    }

    private void CompareSchemas(SchemaComparison schemas)
    {
        foreach ((string name, JsonNode schema) in _was.Schemas)
        {
            ChangeLog log = LogOf(_was, name, _changes);
            if (!_now.Schemas.TryGetValue(name, out JsonNode? newSchema))
            {
                // References to the schema report what replaced it.
                log.Add(ChangeSeverity.Attention, ChangeKind.SchemaRemoved, "");
                continue;
            }

            schemas.Compare(log, "", schema, newSchema);
            if (log.IsEmpty && Canonical.Of(schema) != Canonical.Of(newSchema))
            {
                log.Add(ChangeSeverity.Attention, ChangeKind.OtherwiseChanged, "");
            }
        }

        foreach (string name in _now.Schemas.Keys.Where(n => !_was.Schemas.ContainsKey(n)))
        {
            LogOf(_now, name, _changes).Add(ChangeSeverity.Addition, ChangeKind.SchemaAdded, "");
        }
    }

    /// <summary>
    /// The older edition, with renamed schemas under their new names, so that references to them are not reported as changes. A schema was
    /// renamed if exactly one removed and one added schema have the same content.
    /// </summary>
    private static Edition AfterRenames(Edition was, Edition now, List<SpecChange> changes)
    {
        // Two schemas may become equal only after the schemas that they refer to were renamed.
        while (true)
        {
            List<KeyValuePair<string, JsonNode>> removed = [.. was.Schemas.Where(s => !now.Schemas.ContainsKey(s.Key) && IsDistinctive(s.Value))];
            List<KeyValuePair<string, JsonNode>> added = [.. now.Schemas.Where(s => !was.Schemas.ContainsKey(s.Key) && IsDistinctive(s.Value))];
            Dictionary<string, string> renamed = Pair(removed, added, TextWithoutOwnName).ToDictionary(static p => p.Was.Key, static p => p.Now.Key, StringComparer.Ordinal);
            if (renamed.Count == 0)
            {
                return was;
            }

            foreach ((string name, string newName) in renamed)
            {
                LogOf(was, name, changes).Add(ChangeSeverity.Attention, ChangeKind.SchemaRenamed, "", name, newName);
            }

            was = was.WithSchemasRenamed(renamed);
        }

        // Many schemas are only a string or an empty object, so equal content does not show that one was renamed.
        static bool IsDistinctive(JsonNode schema) => schema is JsonObject facts && (facts["properties"] is JsonObject { Count: > 1 } || facts["enum"] is JsonArray { Count: > 1 });

        static string TextWithoutOwnName(KeyValuePair<string, JsonNode> schema) =>
            Canonical.Of(schema.Value).Replace($"\"#/components/schemas/{schema.Key}\"", "\"#\"", StringComparison.Ordinal);
    }

    private static ChangeLog LogOf(Edition edition, string schema, List<SpecChange> changes)
    {
        SchemaUse use = edition.UseOf(schema);
        return new ChangeLog(ChangeSubject.Schema(schema), use.Directions, use.Operations, changes);
    }

    /// <summary>Removes from both lists the items that share a key which is unique in each list, and returns them as pairs.</summary>
    private static List<(T Was, T Now)> Pair<T>(List<T> removed, List<T> added, Func<T, string?> keyOf)
    {
        Dictionary<string, T> addedByKey = Unique(added);
        List<(T, T)> pairs = [];
        foreach ((string key, T was) in Unique(removed))
        {
            if (addedByKey.TryGetValue(key, out T? now))
            {
                pairs.Add((was, now));
                removed.Remove(was);
                added.Remove(now);
            }
        }

        return pairs;

        Dictionary<string, T> Unique(List<T> items) => items
            .Where(i => keyOf(i) is not null)
            .GroupBy(i => keyOf(i)!, StringComparer.Ordinal)
            .Where(static g => g.Count() == 1)
            .ToDictionary(static g => g.Key, static g => g.Single(), StringComparer.Ordinal);
    }
}
