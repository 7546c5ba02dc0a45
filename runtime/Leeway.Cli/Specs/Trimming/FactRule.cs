using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>Which parts of a value of an OpenAPI document are facts, and in which order they are written.</summary>
internal abstract class FactRule
{
    /// <summary>The facts of the value, or null where it states none.</summary>
    /// <exception cref="InputException">The value has no form that OpenAPI gives it.</exception>
    public abstract JToken? Trim(JToken value);

    /// <summary>The value as it stands.</summary>
    public static FactRule Verbatim { get; } = new VerbatimRule();

    /// <summary>A string as it stands.</summary>
    public static FactRule Text { get; } = new TextRule();

    /// <summary>One of some strings.</summary>
    public static FactRule OneOf(params string[] values) => new OneOfRule(values);

    /// <summary>Stated only where true, because false is what its absence means.</summary>
    public static FactRule Flag { get; } = new FlagRule();

    /// <summary>Text that OpenAPI requires and that is prose: an empty string stands in for it.</summary>
    public static FactRule Blank { get; } = new BlankRule();

    /// <summary>A map of names to values, in the document's order or sorted where the order means nothing.</summary>
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
                : throw new InputException($"'{value.Path}' is {value.ToString(Newtonsoft.Json.Formatting.None)}: it must be one of {string.Join(", ", values)}.");
        }
    }

    private sealed class FlagRule : FactRule
    {
        public override JToken? Trim(JToken value)
        {
            return value.Type == JTokenType.Boolean
                ? (bool)value ? new JValue(true) : null
                : throw new InputException($"'{value.Path}' is neither true nor false.");
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
