using Newtonsoft.Json.Linq;

namespace Leeway.Cli.Specs;

/// <summary>
/// An object with known keywords. Facts are written in the order of the rule; prose and unknown extensions are dropped. Any other keyword
/// is an error, so that no new kind of fact is lost.
/// </summary>
/// <param name="facts">The keywords that are facts, in the order in which they are written.</param>
/// <param name="prose">The keywords that are dropped.</param>
internal sealed class ObjectRule((string Keyword, FactRule Rule)[] facts, params string[] prose) : FactRule
{
    private const string Reference = "$ref";

    private readonly HashSet<string> _known = [.. facts.Select(static f => f.Keyword), .. prose];

    /// <summary>Whether <c>$ref</c> may replace the object. OpenAPI 3.0 then ignores the other keywords.</summary>
    public bool MayBeReference { get; init; }

    /// <summary>A keyword that is written even if the document lacks it, because OpenAPI requires it.</summary>
    public string? Required { get; init; }

    public override JToken Trim(JToken value)
    {
        JObject members = Expect<JObject>(value, "an object");
        JObject trimmed = [];
        if (MayBeReference && members[Reference] is { } reference)
        {
            trimmed.Add(Reference, Text.Trim(reference));
            return trimmed;
        }

        foreach (JProperty member in members.Properties())
        {
            if (!_known.Contains(member.Name) && !member.Name.StartsWith("x-", StringComparison.Ordinal))
            {
                throw new InputException($"'{member.Path}' is a keyword that 'specs trim' does not know. Add it to the rules in {nameof(OpenApiFacts)}.");
            }
        }

        foreach ((string keyword, FactRule rule) in facts)
        {
            JToken? fact = members[keyword];
            if (fact is null && keyword == Required)
            {
                fact = new JValue("");
            }

            if (fact is not null && rule.Trim(fact) is { } trimmedFact)
            {
                trimmed.Add(keyword, trimmedFact);
            }
        }

        return trimmed;
    }
}
