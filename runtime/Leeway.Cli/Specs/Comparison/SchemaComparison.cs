using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs.Comparison;

/// <summary>Compares schemas of two editions. A named schema is compared where it is defined, not where it is referred to.</summary>
/// <param name="was">The older edition.</param>
/// <param name="now">The newer edition.</param>
internal sealed class SchemaComparison(Edition was, Edition now)
{
    /// <summary>As deep as the JSON of a document may be nested: more is a schema that contains itself.</summary>
    private const int MaxDepth = 256;

    private static readonly (string Keyword, int Tightening)[] s_bounds =
    [
        ("minimum", 1), ("maximum", -1), ("minLength", 1), ("maxLength", -1),
        ("minItems", 1), ("maxItems", -1), ("minProperties", 1), ("maxProperties", -1),
    ];

    private static readonly string[] s_limits = ["pattern", "multipleOf", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems"];

    private int _depth;

    /// <param name="place">Where in the subject the schemas stand.</param>
    /// <param name="wasSchema">The older schema; null stands for one that allows anything.</param>
    /// <param name="nowSchema">The newer schema, likewise.</param>
    public void Compare(ChangeLog log, string place, JToken? wasSchema, JToken? nowSchema)
    {
        if (++_depth > MaxDepth)
        {
            throw new SpecsException($"The schema at '{place}' contains itself without end.");
        }

        JObject oldFacts = FactsOf(wasSchema);
        JObject newFacts = FactsOf(nowSchema);
        (string? oldName, JObject oldRest) = Unwrap(oldFacts);
        (string? newName, JObject newRest) = Unwrap(newFacts);
        if (oldName is not null && newName is not null)
        {
            if (oldName != newName)
            {
                log.Add(ChangeSeverity.Breaking, ChangeKind.TypeChanged, place, oldName, newName);
            }

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
            Compare(log, place, oldName is null ? oldFacts : was.Resolve(Reference(oldFacts)), newName is null ? newFacts : now.Resolve(Reference(newFacts)));
        }

        _depth--;
    }

    /// <summary>What a report calls the type of a schema.</summary>
    public static string TypeOf(JToken? schema)
    {
        JObject facts = FactsOf(schema);
        if (Unwrap(facts).Name is { } name)
        {
            return name;
        }

        if ((string?)facts["type"] == "array")
        {
            return $"array of {TypeOf(facts["items"])}";
        }

        string type = (string?)facts["type"] ?? (facts["properties"] is null ? "any" : "object");
        string composed = facts["oneOf"] is not null ? " (one of several)" : facts["anyOf"] is not null ? " (any of several)" : "";
        return (facts["format"] is { } format ? $"{type} ({format})" : type) + composed;
    }

    private static JObject FactsOf(JToken? schema) => schema switch
    {
        JObject facts => facts,
        JValue { Value: false } => new JObject { ["not"] = new JObject() },
        _ => [],
    };

    /// <summary>The schema that another one refers to, directly or as its only part, and what it says beside.</summary>
    private static (string? Name, JObject Beside) Unwrap(JObject schema)
    {
        if (Edition.ReferencedSchema(schema) is { } name)
        {
            return (name, []);
        }

        if (schema["allOf"] is JArray { Count: 1 } parts && Edition.ReferencedSchema(parts[0]) is { } part && schema["properties"] is null)
        {
            JObject rest = (JObject)schema.DeepClone();
            rest.Remove("allOf");
            return (part, rest);
        }

        return (null, schema);
    }

    private static JToken Reference(JObject schema) => schema["$ref"] is null ? schema["allOf"]![0]! : schema;

    private static void CompareMarks(ChangeLog log, string place, JObject oldFacts, JObject newFacts)
    {
        CompareFlag("nullable", ChangeKind.BecameNullable, (ChangeSeverity.Addition, ChangeSeverity.Attention), ChangeKind.NoLongerNullable, (ChangeSeverity.Breaking, ChangeSeverity.Addition));
        CompareFlag("readOnly", ChangeKind.BecameReadOnly, (ChangeSeverity.Breaking, ChangeSeverity.Addition), ChangeKind.NoLongerReadOnly, (ChangeSeverity.Addition, ChangeSeverity.Addition));
        CompareFlag("writeOnly", ChangeKind.BecameWriteOnly, (ChangeSeverity.Addition, ChangeSeverity.Breaking), ChangeKind.NoLongerWriteOnly, (ChangeSeverity.Addition, ChangeSeverity.Addition));
        CompareFlag("deprecated", ChangeKind.Deprecated, (ChangeSeverity.Attention, ChangeSeverity.Attention), ChangeKind.NoLongerDeprecated, (ChangeSeverity.Addition, ChangeSeverity.Addition));
        CompareText("default", ChangeKind.DefaultChanged);
        CompareText("title", ChangeKind.TitleChanged);

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
            string oldText = Canonical.Of(oldFacts[keyword]);
            string newText = Canonical.Of(newFacts[keyword]);
            if (oldText != newText)
            {
                log.Add(ChangeSeverity.Attention, kind, place, Stated(oldText), Stated(newText));
            }
        }
    }

    private void CompareContent(ChangeLog log, string place, JObject oldFacts, JObject newFacts)
    {
        if (Shape(oldFacts) != Shape(newFacts))
        {
            // What the values are made of is another matter then, and the parts of the two cannot be set against each other.
            log.Add(ChangeSeverity.Breaking, ChangeKind.TypeChanged, place, TypeOf(oldFacts), TypeOf(newFacts));
            return;
        }

        CompareEnum(log, place, oldFacts["enum"] as JArray, newFacts["enum"] as JArray);
        CompareLimits(log, place, oldFacts, newFacts);
        CompareProperties(log, place, oldFacts, newFacts);
        CompareUnknownMembers(log, place, oldFacts["additionalProperties"], newFacts["additionalProperties"]);
        if (oldFacts["items"] is not null || newFacts["items"] is not null)
        {
            Compare(log, place + "[]", oldFacts["items"], newFacts["items"]);
        }

        if (Canonical.Of(oldFacts["discriminator"]) != Canonical.Of(newFacts["discriminator"]))
        {
            log.Add(ChangeSeverity.Breaking, ChangeKind.DiscriminatorChanged, place);
        }

        CompareBranches(log, place, "oneOf", oldFacts, newFacts, ChangeKind.AlternativeRemoved, ChangeKind.AlternativeAdded);
        CompareBranches(log, place, "anyOf", oldFacts, newFacts, ChangeKind.AlternativeRemoved, ChangeKind.AlternativeAdded);
        CompareBranches(log, place, "allOf", oldFacts, newFacts, ChangeKind.PartRemoved, ChangeKind.PartAdded);
        if (Canonical.Of(oldFacts["not"]) != Canonical.Of(newFacts["not"]))
        {
            log.Add(ChangeSeverity.Attention, ChangeKind.ExclusionChanged, place);
        }
    }

    private static (string, string, bool, bool) Shape(JObject facts) =>
        (Canonical.Of(facts["type"]), Canonical.Of(facts["format"]), facts["oneOf"] is not null, facts["anyOf"] is not null);

    private static void CompareEnum(ChangeLog log, string place, JArray? oldValues, JArray? newValues)
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
            // A reader takes any value, so one that no longer comes harms nobody.
            log.Add(ChangeKind.EnumValueRemoved, place, ChangeSeverity.Breaking, ChangeSeverity.Attention, was: value);
        }

        foreach (string value in newTexts.Except(oldTexts))
        {
            log.Add(ChangeSeverity.Addition, ChangeKind.EnumValueAdded, place, now: value);
        }
    }

    private static void CompareLimits(ChangeLog log, string place, JObject oldFacts, JObject newFacts)
    {
        foreach ((string keyword, int tightening) in s_bounds)
        {
            decimal? oldBound = Number(oldFacts[keyword]);
            decimal? newBound = Number(newFacts[keyword]);
            if (oldBound != newBound)
            {
                bool isTighter = oldBound is null || (newBound is not null && Math.Sign(newBound.Value - oldBound.Value) == tightening);
                Add(keyword, isTighter);
            }
        }

        foreach (string keyword in s_limits)
        {
            if (Canonical.Of(oldFacts[keyword]) != Canonical.Of(newFacts[keyword]))
            {
                Add(keyword, isTighter: newFacts[keyword] is not null);
            }
        }

        void Add(string keyword, bool isTighter)
        {
            string? oldText = Stated(Canonical.Of(oldFacts[keyword]));
            string? newText = Stated(Canonical.Of(newFacts[keyword]));
            log.Add(
                isTighter ? ChangeKind.ConstraintTightened : ChangeKind.ConstraintLoosened,
                place,
                isTighter ? ChangeSeverity.Breaking : ChangeSeverity.Addition,
                isTighter ? ChangeSeverity.Addition : ChangeSeverity.Attention,
                oldText is null ? null : $"{keyword} {oldText}",
                newText is null ? null : $"{keyword} {newText}");
        }
    }

    private void CompareProperties(ChangeLog log, string place, JObject oldFacts, JObject newFacts)
    {
        JObject oldProperties = oldFacts["properties"] as JObject ?? [];
        JObject newProperties = newFacts["properties"] as JObject ?? [];
        HashSet<string> oldRequired = Required(oldFacts);
        HashSet<string> newRequired = Required(newFacts);
        foreach (JProperty property in oldProperties.Properties())
        {
            string propertyPlace = Join(place, property.Name);
            if (newProperties.Property(property.Name, StringComparison.Ordinal) is { } newProperty)
            {
                Compare(log, propertyPlace, property.Value, newProperty.Value);
            }
            else
            {
                log.Add(ChangeSeverity.Breaking, ChangeKind.PropertyRemoved, propertyPlace, was: TypeOf(property.Value));
            }
        }

        foreach (JProperty property in newProperties.Properties().Where(p => !oldProperties.ContainsKey(p.Name)))
        {
            bool isInput = log.IsRequest && newRequired.Contains(property.Name) && !IsTrue(FactsOf(property.Value)["readOnly"]);
            log.Add(
                isInput ? ChangeKind.RequiredPropertyAdded : ChangeKind.PropertyAdded,
                Join(place, property.Name),
                isInput ? ChangeSeverity.Breaking : ChangeSeverity.Addition,
                ChangeSeverity.Addition,
                now: TypeOf(property.Value));
        }

        // Names that are required without being described count as well.
        foreach (string name in newRequired.Except(oldRequired).Where(n => oldProperties.ContainsKey(n) || !newProperties.ContainsKey(n)))
        {
            bool isInput = !IsTrue(FactsOf(newProperties[name])["readOnly"]);
            log.Add(ChangeKind.BecameRequired, Join(place, name), isInput ? ChangeSeverity.Breaking : ChangeSeverity.Addition, ChangeSeverity.Addition);
        }

        foreach (string name in oldRequired.Except(newRequired).Where(n => newProperties.ContainsKey(n) || !oldProperties.ContainsKey(n)))
        {
            log.Add(ChangeKind.BecameOptional, Join(place, name), ChangeSeverity.Addition, ChangeSeverity.Attention);
        }
    }

    private void CompareUnknownMembers(ChangeLog log, string place, JToken? oldRule, JToken? newRule)
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

    private void CompareBranches(ChangeLog log, string place, string keyword, JObject oldFacts, JObject newFacts, ChangeKind removed, ChangeKind added)
    {
        List<JToken> oldBranches = [.. oldFacts[keyword] ?? new JArray()];
        List<JToken> newBranches = [.. newFacts[keyword] ?? new JArray()];

        // First those that say the same, then the rest in order.
        foreach (JToken branch in oldBranches.ToList())
        {
            string text = Canonical.Of(branch);
            JToken? same = newBranches.Find(b => Canonical.Of(b) == text);
            if (same is not null)
            {
                oldBranches.Remove(branch);
                newBranches.Remove(same);
            }
        }

        List<JToken> oldInline = [.. oldBranches.Where(static b => Edition.ReferencedSchema(b) is null)];
        List<JToken> newInline = [.. newBranches.Where(static b => Edition.ReferencedSchema(b) is null)];
        foreach ((JToken oldBranch, JToken newBranch) in oldInline.Zip(newInline))
        {
            oldBranches.Remove(oldBranch);
            newBranches.Remove(newBranch);
            int index = ((JArray)newFacts[keyword]!).IndexOf(newBranch);
            Compare(log, Join(place, string.Create(CultureInfo.InvariantCulture, $"{keyword}[{index}]")), oldBranch, newBranch);
        }

        foreach (JToken branch in oldBranches)
        {
            log.Add(ChangeSeverity.Breaking, removed, place, was: TypeOf(branch));
        }

        foreach (JToken branch in newBranches)
        {
            log.Add(added, place, keyword == "allOf" ? ChangeSeverity.Attention : ChangeSeverity.Addition, ChangeSeverity.Attention, now: TypeOf(branch));
        }
    }

    private static HashSet<string> Required(JObject facts) => [.. (facts["required"] as JArray ?? []).OfType<JValue>().Select(static v => v.Value).OfType<string>()];

    private static string Join(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    private static bool IsTrue(JToken? value) => value is JValue { Value: true };

    private static bool IsFalse(JToken? value) => value is JValue { Value: false };

    private static decimal? Number(JToken? value) => value is JValue { Value: long or decimal } number ? number.Value<decimal>() : null;

    private static string? Stated(string text) => text.Length == 0 ? null : text;
}
