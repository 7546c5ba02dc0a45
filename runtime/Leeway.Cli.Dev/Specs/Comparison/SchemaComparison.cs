using System.Globalization;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>Compares schemas of two editions. A named schema is compared once, where it is defined, and not at each reference.</summary>
/// <param name="was">The older edition.</param>
/// <param name="now">The newer edition.</param>
internal sealed class SchemaComparison(Edition was, Edition now)
{
    /// <summary>The maximum depth of the JSON of a document. A deeper schema contains itself.</summary>
    private const int MaxDepth = 256;

    /// <summary>Represents the absence of a format.</summary>
    private const string Widest = "";

    private static readonly (string Keyword, int Tightening)[] s_bounds =
    [
        ("minimum", 1), ("maximum", -1), ("minLength", 1), ("maxLength", -1),
        ("minItems", 1), ("maxItems", -1), ("minProperties", 1), ("maxProperties", -1),
    ];

    private static readonly string[] s_limits = ["pattern", "multipleOf", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems"];

    /// <summary>Pairs of formats where the second accepts every value of the first. In practice no number exceeds int64 or
    /// double.</summary>
    private static readonly (string Narrow, string Wide)[] s_widenings = [("int32", "int64"), ("float", "double"), (Widest, "int64"), (Widest, "double")];

    /// <summary>The pairs of differently named schemas that are being compared; needed because schemas may refer to themselves.</summary>
    private readonly HashSet<(string Was, string Now)> _open = [];

    private int _depth;

    /// <param name="place">The place of the schemas in the subject.</param>
    /// <param name="wasSchema">The older schema; null for a schema that allows any value.</param>
    /// <param name="nowSchema">The newer schema; null for a schema that allows any value.</param>
    public void Compare(ChangeLog log, string place, JsonNode? wasSchema, JsonNode? nowSchema)
    {
        if (++_depth > MaxDepth)
        {
            throw new InputException($"The schema at '{place}' is nested more than {MaxDepth} levels deep, or contains itself.");
        }

        JsonObject oldFacts = FactsOf(wasSchema);
        JsonObject newFacts = FactsOf(nowSchema);
        (string? oldName, JsonObject oldRest) = Unwrap(oldFacts);
        (string? newName, JsonObject newRest) = Unwrap(newFacts);
        if (oldName is not null && newName is not null)
        {
            CompareNamed(log, place, oldName, newName);
            CompareMarks(log, place, oldRest, newRest);
        }
        else if (oldName is null && newName is null)
        {
            CompareMarks(log, place, oldFacts, newFacts);
            CompareContent(log, place, oldFacts, newFacts);
        }
        else
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.NamedOrInlined, place, TypeOf(oldFacts), TypeOf(newFacts));
            Compare(log, place, oldName is null ? oldFacts : was.Resolve(FindReference(oldFacts)), newName is null ? newFacts : now.Resolve(FindReference(newFacts)));
        }

        _depth--;
    }

    /// <summary>Compares two schemas with different names by their content, because names are not sent.</summary>
    private void CompareNamed(ChangeLog log, string place, string oldName, string newName)
    {
        if (oldName == newName || _open.Contains((oldName, newName)))
        {
            return;
        }

        if (!was.Schemas.TryGetValue(oldName, out JsonNode? oldSchema) || !now.Schemas.TryGetValue(newName, out JsonNode? newSchema))
        {
            log.Add(ChangeSeverity.Breaking, ChangeKind.TypeChanged, place, oldName, newName);
            return;
        }

        log.Add(ChangeSeverity.Attention, ChangeKind.NamedOtherwise, place, oldName, newName);
        _open.Add((oldName, newName));
        Compare(log, place, oldSchema, newSchema);
        _open.Remove((oldName, newName));
    }

    /// <summary>Returns the name of a schema's type in reports.</summary>
    public static string TypeOf(JsonNode? schema)
    {
        JsonObject facts = FactsOf(schema);
        if (Unwrap(facts).Name is { } name)
        {
            return name;
        }

        if (FindJsonType(facts) == "array")
        {
            return $"array of {TypeOf(facts["items"])}";
        }

        string type = FindJsonType(facts) ?? "any";
        string composed = facts["oneOf"] is not null ? " (one of several)" : facts["anyOf"] is not null ? " (any of several)" : "";
        return (facts["format"] is { } format ? $"{type} ({format})" : type) + composed;
    }

    /// <summary>Returns the type that the schema states or that its keywords imply.</summary>
    private static string? FindJsonType(JsonObject facts) => facts["type"].AsString()
        ?? (facts["properties"] is not null || facts["additionalProperties"] is not null ? "object" : facts["items"] is not null ? "array" : null);

    private static JsonObject FactsOf(JsonNode? schema) =>
        schema as JsonObject ?? (IsFalse(schema) ? new JsonObject { ["not"] = new JsonObject() } : []);

    /// <summary>Returns the schema that another schema refers to, directly or as its only part, and the remaining keywords.</summary>
    private static (string? Name, JsonObject Beside) Unwrap(JsonObject schema)
    {
        if (Edition.ReferencedSchema(schema) is { } name)
        {
            return (name, []);
        }

        if (schema["allOf"] is JsonArray { Count: 1 } parts && Edition.ReferencedSchema(parts[0]) is { } part && schema["properties"] is null)
        {
            JsonObject rest = (JsonObject)schema.DeepClone();
            rest.Remove("allOf");
            return (part, rest);
        }

        return (null, schema);
    }

    private static JsonNode FindReference(JsonObject schema) => schema["$ref"] is null ? schema["allOf"]![0]! : schema;

    private static void CompareMarks(ChangeLog log, string place, JsonObject oldFacts, JsonObject newFacts)
    {
        CompareFlag("nullable", ChangeKind.BecameNullable, (ChangeSeverity.Addition, ChangeSeverity.Attention), ChangeKind.NoLongerNullable, (ChangeSeverity.Breaking, ChangeSeverity.Addition));
        CompareFlag("readOnly", ChangeKind.BecameReadOnly, (ChangeSeverity.Breaking, ChangeSeverity.Addition), ChangeKind.NoLongerReadOnly, (ChangeSeverity.Addition, ChangeSeverity.Addition));
        CompareFlag("writeOnly", ChangeKind.BecameWriteOnly, (ChangeSeverity.Addition, ChangeSeverity.Breaking), ChangeKind.NoLongerWriteOnly, (ChangeSeverity.Addition, ChangeSeverity.Addition));
        CompareFlag("deprecated", ChangeKind.Deprecated, (ChangeSeverity.Attention, ChangeSeverity.Attention), ChangeKind.NoLongerDeprecated, (ChangeSeverity.Addition, ChangeSeverity.Addition));
        CompareText("default", ChangeKind.DefaultChanged);
        CompareText("title", ChangeKind.TitleChanged);
        CompareText("x-leeway-null", ChangeKind.NullRuleChanged);
        CompareMeaning(log, place, oldFacts, newFacts);

        void CompareFlag(
            string keyword,
            ChangeKind raised,
            (ChangeSeverity Request, ChangeSeverity Response) raisedSeverity,
            ChangeKind lowered,
            (ChangeSeverity Request, ChangeSeverity Response) loweredSeverity)
        {
            switch (IsTrue(oldFacts[keyword]), IsTrue(newFacts[keyword]))
            {
                case (false, true):
                    log.Add(raised, place, raisedSeverity.Request, raisedSeverity.Response);
                    break;
                case (true, false):
                    log.Add(lowered, place, loweredSeverity.Request, loweredSeverity.Response);
                    break;
            }
        }

        void CompareText(string keyword, ChangeKind kind)
        {
            string oldText = Canonical.Of(oldFacts, keyword);
            string newText = Canonical.Of(newFacts, keyword);
            if (oldText != newText)
            {
                log.Add(ChangeSeverity.Attention, kind, place, NullIfEmpty(oldText), NullIfEmpty(newText));
            }
        }
    }

    /// <summary>Compares what the value of a schema or a parameter means.</summary>
    public static void CompareMeaning(ChangeLog log, string place, JsonObject oldFacts, JsonObject newFacts)
    {
        const string Meaning = "x-leeway-type";
        string? oldMeaning = oldFacts[Meaning].AsString();
        string? newMeaning = newFacts[Meaning].AsString();
        if (oldMeaning != newMeaning)
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.MeaningChanged, place, oldMeaning, newMeaning);
        }
    }

    private void CompareContent(ChangeLog log, string place, JsonObject oldFacts, JsonObject newFacts)
    {
        if (Shape(oldFacts) != Shape(newFacts))
        {
            // The values have another type, so their parts cannot be compared.
            log.Add(ChangeSeverity.Breaking, ChangeKind.TypeChanged, place, TypeOf(oldFacts), TypeOf(newFacts));
            return;
        }

        CompareFormat(log, place, oldFacts["format"].AsString(), newFacts["format"].AsString());
        CompareEnum(log, place, oldFacts["enum"] as JsonArray, newFacts["enum"] as JsonArray);
        CompareLimits(log, place, oldFacts, newFacts);
        CompareProperties(log, place, oldFacts, newFacts);
        CompareUnknownMembers(log, place, oldFacts["additionalProperties"], newFacts["additionalProperties"]);
        if (oldFacts["items"] is not null || newFacts["items"] is not null)
        {
            Compare(log, place + "[]", oldFacts["items"], newFacts["items"]);
        }

        CompareDiscriminator(log, place, oldFacts["discriminator"], newFacts["discriminator"]);
        CompareBranches(log, place, "oneOf", oldFacts, newFacts, ChangeKind.AlternativeRemoved, ChangeKind.AlternativeAdded);
        CompareBranches(log, place, "anyOf", oldFacts, newFacts, ChangeKind.AlternativeRemoved, ChangeKind.AlternativeAdded);
        CompareBranches(log, place, "allOf", oldFacts, newFacts, ChangeKind.PartRemoved, ChangeKind.PartAdded);
        if (Canonical.Of(oldFacts["not"]) != Canonical.Of(newFacts["not"]))
        {
            log.Add(ChangeKind.ExclusionChanged, place, newFacts["not"] is null ? ChangeSeverity.Addition : ChangeSeverity.Breaking, ChangeSeverity.Attention);
        }
    }

    private static (string?, bool, bool) Shape(JsonObject facts) => (FindJsonType(facts), facts["oneOf"] is not null, facts["anyOf"] is not null);

    private static void CompareFormat(ChangeLog log, string place, string? oldFormat, string? newFormat)
    {
        if (oldFormat == newFormat)
        {
            return;
        }

        // A wider format lets writers continue as before; a narrower one lets readers continue as before.
        bool isWider = newFormat is null || s_widenings.Contains((oldFormat ?? Widest, newFormat));
        bool isNarrower = oldFormat is null || s_widenings.Contains((newFormat ?? Widest, oldFormat));
        log.Add(
            ChangeKind.FormatChanged,
            place,
            isWider ? ChangeSeverity.Attention : ChangeSeverity.Breaking,
            isNarrower ? ChangeSeverity.Attention : ChangeSeverity.Breaking,
            oldFormat,
            newFormat);
    }

    private static void CompareDiscriminator(ChangeLog log, string place, JsonNode? oldRule, JsonNode? newRule)
    {
        if (Canonical.Of(oldRule) == Canonical.Of(newRule))
        {
            return;
        }

        // A new alternative adds a value to the mapping.
        JsonObject oldValues = (oldRule as JsonObject)?["mapping"] as JsonObject ?? [];
        JsonObject newValues = (newRule as JsonObject)?["mapping"] as JsonObject ?? [];
        bool isExtended = oldRule is JsonObject before && newRule is JsonObject after
            && Canonical.Of(before["propertyName"]) == Canonical.Of(after["propertyName"])
            && oldValues.All(v => Canonical.Of(v.Value) == Canonical.Of(newValues[v.Key]));
        log.Add(
            ChangeKind.DiscriminatorChanged,
            place,
            isExtended ? ChangeSeverity.Addition : ChangeSeverity.Breaking,
            isExtended ? ChangeSeverity.Attention : ChangeSeverity.Breaking);
    }

    private static void CompareEnum(ChangeLog log, string place, JsonArray? oldValues, JsonArray? newValues)
    {
        switch (oldValues, newValues)
        {
            case (null, null):
                return;
            case (null, _):
                log.Add(ChangeKind.EnumImposed, place, ChangeSeverity.Breaking, ChangeSeverity.Attention);
                return;
            case (_, null):
                log.Add(ChangeSeverity.Attention, ChangeKind.EnumDropped, place);
                return;
        }

        List<string> oldTexts = [.. oldValues.Select(Canonical.Of)];
        List<string> newTexts = [.. newValues.Select(Canonical.Of)];
        foreach (string value in oldTexts.Except(newTexts))
        {
            // Readers accept any value, so a removed value does not break them.
            log.Add(ChangeKind.EnumValueRemoved, place, ChangeSeverity.Breaking, ChangeSeverity.Attention, was: value);
        }

        foreach (string value in newTexts.Except(oldTexts))
        {
            log.Add(ChangeKind.EnumValueAdded, place, ChangeSeverity.Addition, ChangeSeverity.Attention, now: value);
        }
    }

    private static void CompareLimits(ChangeLog log, string place, JsonObject oldFacts, JsonObject newFacts)
    {
        foreach ((string keyword, int tightening) in s_bounds)
        {
            decimal? oldBound = oldFacts[keyword].AsNumber();
            decimal? newBound = newFacts[keyword].AsNumber();
            if (oldBound != newBound)
            {
                bool isTighter = oldBound is null || (newBound is not null && newBound.Value.CompareTo(oldBound.Value) == tightening);
                Add(keyword, isTighter ? ChangeKind.ConstraintTightened : ChangeKind.ConstraintLoosened);
            }
        }

        foreach (string keyword in s_limits)
        {
            if (Canonical.Of(oldFacts[keyword]) != Canonical.Of(newFacts[keyword]))
            {
                Add(keyword, (oldFacts[keyword], newFacts[keyword]) switch
                {
                    (null, _) => ChangeKind.ConstraintTightened,
                    (_, null) => ChangeKind.ConstraintLoosened,
                    _ => ChangeKind.ConstraintChanged,
                });
            }
        }

        void Add(string keyword, ChangeKind kind)
        {
            string? oldText = NullIfEmpty(Canonical.Of(oldFacts, keyword));
            string? newText = NullIfEmpty(Canonical.Of(newFacts, keyword));
            log.Add(
                kind,
                place,
                kind == ChangeKind.ConstraintLoosened ? ChangeSeverity.Addition : ChangeSeverity.Breaking,
                kind == ChangeKind.ConstraintTightened ? ChangeSeverity.Addition : ChangeSeverity.Attention,
                oldText is null ? null : $"{keyword} {oldText}",
                newText is null ? null : $"{keyword} {newText}");
        }
    }

    private void CompareProperties(ChangeLog log, string place, JsonObject oldFacts, JsonObject newFacts)
    {
        JsonObject oldProperties = oldFacts["properties"] as JsonObject ?? [];
        JsonObject newProperties = newFacts["properties"] as JsonObject ?? [];
        HashSet<string> oldRequired = Required(oldFacts);
        HashSet<string> newRequired = Required(newFacts);
        foreach ((string name, JsonNode? property) in oldProperties)
        {
            string propertyPlace = JoinPlace(place, name);
            if (newProperties[name] is { } newProperty)
            {
                Compare(log, propertyPlace, property, newProperty);
            }
            else
            {
                log.Add(ChangeSeverity.Breaking, ChangeKind.PropertyRemoved, propertyPlace, was: TypeOf(property));
            }
        }

        AddNewProperties(log, place, oldProperties, newProperties, newRequired);
        AddNewlyRequired(log, place, oldProperties, newProperties, newRequired.Except(oldRequired));
        AddWritableAndRequired(log, place, oldProperties, newProperties, newRequired.Intersect(oldRequired));
        foreach (string name in oldRequired.Except(newRequired).Where(n => newProperties.ContainsKey(n) || !oldProperties.ContainsKey(n)))
        {
            log.Add(ChangeKind.BecameOptional, JoinPlace(place, name), ChangeSeverity.Addition, ChangeSeverity.Attention);
        }
    }

    private static void AddNewProperties(ChangeLog log, string place, JsonObject oldProperties, JsonObject newProperties, HashSet<string> newRequired)
    {
        foreach ((string name, JsonNode? property) in newProperties.Where(p => !oldProperties.ContainsKey(p.Key)))
        {
            bool isInput = log.IsRequest && newRequired.Contains(name) && !IsTrue(FactsOf(property)["readOnly"]);
            log.Add(
                isInput ? ChangeKind.RequiredPropertyAdded : ChangeKind.PropertyAdded,
                JoinPlace(place, name),
                isInput ? ChangeSeverity.Breaking : ChangeSeverity.Addition,
                ChangeSeverity.Addition,
                now: TypeOf(property));
        }
    }

    private static void AddNewlyRequired(ChangeLog log, string place, JsonObject oldProperties, JsonObject newProperties, IEnumerable<string> names)
    {
        // Also report names that are required but not described.
        foreach (string name in names.Where(n => oldProperties.ContainsKey(n) || !newProperties.ContainsKey(n)))
        {
            bool isInput = !IsTrue(FactsOf(newProperties[name])["readOnly"]);
            log.Add(ChangeKind.BecameRequired, JoinPlace(place, name), isInput ? ChangeSeverity.Breaking : ChangeSeverity.Addition, ChangeSeverity.Addition);
        }
    }

    // A required property that was read-only could not be sent. Callers must send it once it is no longer read-only.
    private static void AddWritableAndRequired(ChangeLog log, string place, JsonObject oldProperties, JsonObject newProperties, IEnumerable<string> names)
    {
        foreach (string name in names.Where(n => IsTrue(FactsOf(oldProperties[n])["readOnly"]) && !IsTrue(FactsOf(newProperties[n])["readOnly"])))
        {
            if (log.IsRequest && newProperties.ContainsKey(name))
            {
                log.Add(ChangeKind.BecameRequired, JoinPlace(place, name), ChangeSeverity.Breaking, ChangeSeverity.Addition);
            }
        }
    }

    private void CompareUnknownMembers(ChangeLog log, string place, JsonNode? oldRule, JsonNode? newRule)
    {
        switch (IsFalse(oldRule), IsFalse(newRule))
        {
            case (true, true):
                break;
            case (true, false):
                log.Add(ChangeSeverity.Addition, ChangeKind.UnknownMembersAllowed, place, now: TypeOf(newRule));
                break;
            case (false, true):
                log.Add(ChangeKind.UnknownMembersForbidden, place, ChangeSeverity.Breaking, ChangeSeverity.Attention, was: TypeOf(oldRule));
                break;
            case (false, false) when oldRule is not null || newRule is not null:
                Compare(log, place + "{}", oldRule, newRule);
                break;
        }
    }

    private void CompareBranches(ChangeLog log, string place, string keyword, JsonObject oldFacts, JsonObject newFacts, ChangeKind removed, ChangeKind added)
    {
        List<JsonNode?> oldBranches = [.. oldFacts[keyword] as JsonArray ?? []];
        List<JsonNode?> newBranches = [.. newFacts[keyword] as JsonArray ?? []];

        // First match the branches with the same content, then the rest in order.
        foreach (JsonNode? branch in oldBranches.ToList())
        {
            string text = Canonical.Of(branch);
            JsonNode? same = newBranches.Find(b => Canonical.Of(b) == text);
            if (same is not null)
            {
                oldBranches.Remove(branch);
                newBranches.Remove(same);
            }
        }

        List<JsonNode?> oldInline = [.. oldBranches.Where(static b => Edition.ReferencedSchema(b) is null)];
        List<JsonNode?> newInline = [.. newBranches.Where(static b => Edition.ReferencedSchema(b) is null)];
        foreach ((JsonNode? oldBranch, JsonNode? newBranch) in oldInline.Zip(newInline))
        {
            oldBranches.Remove(oldBranch);
            newBranches.Remove(newBranch);
            int index = ((JsonArray)newFacts[keyword]!).IndexOf(newBranch);
            Compare(log, JoinPlace(place, string.Create(CultureInfo.InvariantCulture, $"{keyword}[{index}]")), oldBranch, newBranch);
        }

        foreach (JsonNode? branch in oldBranches)
        {
            log.Add(removed, place, ChangeSeverity.Breaking, keyword == "allOf" ? ChangeSeverity.Breaking : ChangeSeverity.Attention, was: TypeOf(branch));
        }

        foreach (JsonNode? branch in newBranches)
        {
            ChangeSeverity request = keyword != "allOf" ? ChangeSeverity.Addition : RequiresInput(branch) ? ChangeSeverity.Breaking : ChangeSeverity.Attention;
            log.Add(added, place, request, ChangeSeverity.Attention, now: TypeOf(branch));
        }
    }

    /// <summary>Whether a part that was added to a schema requires callers to send something.</summary>
    private bool RequiresInput(JsonNode? part)
    {
        Stack<JsonNode?> waiting = new([part]);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (waiting.TryPop(out JsonNode? next))
        {
            if (Edition.ReferencedSchema(next) is { } name)
            {
                if (seen.Add(name) && now.Schemas.TryGetValue(name, out JsonNode? schema))
                {
                    waiting.Push(schema);
                }

                continue;
            }

            JsonObject facts = FactsOf(next);
            if (Required(facts).Any(n => !IsTrue(FactsOf(facts["properties"]?[n])["readOnly"])))
            {
                return true;
            }

            foreach (JsonNode? inner in facts["allOf"] as JsonArray ?? [])
            {
                waiting.Push(inner);
            }
        }

        return false;
    }

    private static HashSet<string> Required(JsonObject facts) => [.. (facts["required"] as JsonArray ?? []).Select(static v => v.AsString()).OfType<string>()];

    private static string JoinPlace(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    private static bool IsTrue(JsonNode? value) => value.AsBoolean() == true;

    private static bool IsFalse(JsonNode? value) => value.AsBoolean() == false;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
