using System.Text.Json.Nodes;

namespace Leeway.Cli.Dev.Specs;

/// <summary>
/// An object with known keywords. Facts are written in the order of the rule; prose and unknown extensions are dropped. Any other keyword
/// is an error, so that no new kind of fact is lost.
/// </summary>
/// <param name="keywords">The keywords that are facts, in the order in which they are written.</param>
/// <param name="prose">The keywords that are dropped.</param>
internal sealed class ObjectRule((string Keyword, FactRule Rule)[] keywords, params string[] prose) : FactRule
{
    private const string Reference = "$ref";

    private readonly HashSet<string> _known = [.. keywords.Select(static f => f.Keyword), .. prose];

    /// <summary>Whether <c>$ref</c> may replace the object. OpenAPI 3.0 then ignores the other keywords.</summary>
    public bool MayBeReference { get; init; }

    /// <summary>A keyword that is written even if the document lacks it, because OpenAPI requires it.</summary>
    public string? Required { get; init; }

    public override bool TryTrim(JsonPlace place, out JsonNode? facts)
    {
        Expect<JsonObject>(place, "an object");
        JsonObject trimmed = [];
        facts = trimmed;
        if (MayBeReference && place.FindMember(Reference) is { } reference)
        {
            AddFacts(trimmed, Reference, Text, reference);
            return true;
        }

        foreach (JsonPlace member in place.Children())
        {
            if (!_known.Contains(member.Name!) && !member.Name!.StartsWith("x-", StringComparison.Ordinal))
            {
                throw new InputException($"'{member.Path}' is a keyword that 'specs trim' does not know. Add it to the rules in {nameof(OpenApiFacts)}.");
            }
        }

        foreach ((string keyword, FactRule rule) in keywords)
        {
            if (place.FindMember(keyword) is { } member)
            {
                AddFacts(trimmed, keyword, rule, member);
            }
            else if (keyword == Required)
            {
                trimmed.Add(keyword, "");
            }
        }

        return true;
    }

    private static void AddFacts(JsonObject trimmed, string keyword, FactRule rule, JsonPlace member)
    {
        if (rule.TryTrim(member, out JsonNode? value))
        {
            trimmed.Add(keyword, value);
        }
    }
}
