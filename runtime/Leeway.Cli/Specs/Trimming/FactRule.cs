using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>Decides which parts of a value in an OpenAPI document are facts, and in which order they are written.</summary>
internal abstract class FactRule
{
    /// <summary>Returns the facts of the value; null if it has none.</summary>
    /// <exception cref="InputException">The value does not have the form that OpenAPI requires.</exception>
    public abstract JToken? Trim(JToken value);

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

    protected static TToken Expect<TToken>(JToken value, string kind)
        where TToken : JToken
    {
        return value as TToken ?? throw new InputException($"'{value.Path}' is not {kind}.");
    }

    private sealed class VerbatimRule : FactRule
    {
        public override JToken Trim(JToken value) => value.DeepClone();
    }

    private sealed class TextRule : FactRule
    {
        public override JToken Trim(JToken value)
        {
            return value.Type == JTokenType.String ? value.DeepClone() : throw new InputException($"'{value.Path}' is not a string.");
        }
    }

    private sealed class OneOfRule(string[] values) : FactRule
    {
        public override JToken Trim(JToken value)
        {
            return value is JValue { Value: string text } && values.Contains(text)
                ? value.DeepClone()
                : throw new InputException($"'{value.Path}' is {value.ToString(Newtonsoft.Json.Formatting.None)}. It must be one of {string.Join(", ", values)}.");
        }
    }

    private sealed class FlagRule : FactRule
    {
        public override JToken? Trim(JToken value)
        {
            return value.Type == JTokenType.Boolean
                ? (bool)value ? new JValue(true) : null
                : throw new InputException($"'{value.Path}' is not true or false.");
        }
    }

    private sealed class BlankRule : FactRule
    {
        public override JToken Trim(JToken value) => new JValue("");
    }

    private sealed class MapRule(FactRule rule, bool isSorted, bool isStatedWhenEmpty) : FactRule
    {
        public override JToken? Trim(JToken value)
        {
            IEnumerable<JProperty> members = Expect<JObject>(value, "an object").Properties();
            if (isSorted)
            {
                members = members.OrderBy(static m => m.Name, StringComparer.Ordinal);
            }

            JObject trimmed = [];
            foreach (JProperty member in members)
            {
                if (rule.Trim(member.Value) is { } memberValue)
                {
                    trimmed.Add(member.Name, memberValue);
                }
            }

            return trimmed.HasValues || isStatedWhenEmpty ? trimmed : null;
        }
    }

    private sealed class ListRule(FactRule rule, bool isStatedWhenEmpty) : FactRule
    {
        public override JToken? Trim(JToken value)
        {
            JArray trimmed = [];
            foreach (JToken item in Expect<JArray>(value, "an array"))
            {
                if (rule.Trim(item) is { } itemValue)
                {
                    trimmed.Add(itemValue);
                }
            }

            return trimmed.HasValues || isStatedWhenEmpty ? trimmed : null;
        }
    }
}
