using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs;

/// <summary>Decides which parts of a value in an OpenAPI document are facts, and in which order they are written.</summary>
internal abstract class FactRule
{
    /// <summary>Returns whether the value has facts.</summary>
    /// <param name="place">The value.</param>
    /// <param name="facts">The facts; null if there are none, or if the value is null.</param>
    /// <exception cref="InputException">The value does not have the form that OpenAPI requires.</exception>
    public abstract bool TryTrim(JsonPlace place, out JsonNode? facts);

    /// <summary>Keeps any value unchanged.</summary>
    public static FactRule Verbatim { get; } = new VerbatimRule();

    /// <summary>Keeps a string unchanged.</summary>
    public static FactRule Text { get; } = new TextRule();

    /// <summary>Keeps a string that is one of some values.</summary>
    public static FactRule OneOf(params string[] values) => new OneOfRule(values);

    /// <summary>Keeps a Boolean only if it is true, because false is the default.</summary>
    public static FactRule Flag { get; } = new FlagRule();

    /// <summary>Replaces a text that OpenAPI requires, but that is prose, by an empty string.</summary>
    public static FactRule Blank { get; } = new BlankRule();

    /// <summary>Keeps a map of names to values, in the document's order, or sorted if the order has no meaning.</summary>
    public static FactRule Map(FactRule value, bool isSorted = false, bool isStatedWhenEmpty = false)
    {
        return new MapRule(value, isSorted, isStatedWhenEmpty);
    }

    public static FactRule List(FactRule item, bool isStatedWhenEmpty = false)
    {
        return new ListRule(item, isStatedWhenEmpty);
    }

    protected static TNode Expect<TNode>(JsonPlace place, string kind)
        where TNode : JsonNode
    {
        return place.Value as TNode ?? throw new InputException($"'{place.Path}' is not {kind}.");
    }

    private sealed class VerbatimRule : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            facts = place.Value?.DeepClone();
            return true;
        }
    }

    private sealed class TextRule : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            facts = place.Value.AsString() ?? throw new InputException($"'{place.Path}' is not a string.");
            return true;
        }
    }

    private sealed class OneOfRule(string[] values) : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            facts = place.Value.AsString() is { } text && values.Contains(text)
                ? text
                : throw new InputException($"'{place.Path}' is {StrictJson.ToCompactText(place.Value)}. It must be one of {string.Join(", ", values)}.");
            return true;
        }
    }

    private sealed class FlagRule : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            bool flag = place.Value.AsBoolean() ?? throw new InputException($"'{place.Path}' is not true or false.");
            facts = flag;
            return flag;
        }
    }

    private sealed class BlankRule : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            facts = "";
            return true;
        }
    }

    private sealed class MapRule(FactRule rule, bool isSorted, bool isStatedWhenEmpty) : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            Expect<JsonObject>(place, "an object");
            IEnumerable<JsonPlace> members = place.Children();
            if (isSorted)
            {
                members = members.OrderBy(static m => m.Name, StringComparer.Ordinal);
            }

            JsonObject trimmed = [];
            foreach (JsonPlace member in members)
            {
                if (rule.TryTrim(member, out JsonNode? value))
                {
                    trimmed.Add(member.Name!, value);
                }
            }

            facts = trimmed;
            return trimmed.Count > 0 || isStatedWhenEmpty;
        }
    }

    private sealed class ListRule(FactRule rule, bool isStatedWhenEmpty) : FactRule
    {
        public override bool TryTrim(JsonPlace place, out JsonNode? facts)
        {
            Expect<JsonArray>(place, "an array");
            JsonArray trimmed = [];
            foreach (JsonPlace item in place.Children())
            {
                if (rule.TryTrim(item, out JsonNode? value))
                {
                    trimmed.Add(value);
                }
            }

            facts = trimmed;
            return trimmed.Count > 0 || isStatedWhenEmpty;
        }
    }
}
