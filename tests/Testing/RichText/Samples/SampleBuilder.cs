using System.Text.Json.Nodes;
using Leeway.RichText.Schema;
using static Leeway.RichText.Samples.SampleValues;

namespace Leeway.RichText.Samples;

/// <summary>Builds JSON that follows a rule.</summary>
/// <param name="random">The source of all choices.</param>
public sealed class SampleBuilder(Random random)
{
    private const int MaxItems = 3;

    private static readonly Dictionary<string, int> s_depths = FindDepths();

    private readonly HashSet<string> _used = [];

    /// <summary>The definitions that the JSON built so far follows.</summary>
    public IReadOnlySet<string> Used => _used;

    /// <param name="definition">The name of a definition.</param>
    /// <param name="depth">About how many definitions may be inside each other.</param>
    public JsonNode? Build(string definition, int depth) => Build(new ReferenceRule(definition), depth);

    private JsonNode? Build(SchemaRule rule, int depth) => rule switch
    {
        ReferenceRule reference => BuildDefinition(reference, depth),
        AnyOfRule choice => Build(Choose(choice, depth), depth),
        AllOfRule both => BuildNarrowed(both, depth),
        ObjectRule shape => BuildObject(shape, depth, []),
        ArrayRule list => BuildArray(list, depth),
        TupleRule tuple => BuildTuple(tuple, depth),
        ChoiceRule choice => Pick(random, choice.Choices),
        TextRule text => Pick(random, [.. Texts.Where(text.Accepts)]),
        NumberRule number => Pick(random, [.. Numbers.Where(number.Accepts)]),
        BooleanRule => random.Next(2) == 0,
        AnyRule => PickJson(random),
        _ => throw new InvalidOperationException($"There is no sample of {rule.GetType()}."),
    };

    private JsonNode? BuildDefinition(ReferenceRule reference, int depth)
    {
        _used.Add(reference.Name);
        return Build(reference.Target, depth - 1);
    }

    private SchemaRule Choose(AnyOfRule choice, int depth)
    {
        SchemaRule[] choices = [.. choice.Parts];
        SchemaRule[] fitting = [.. choices.Where(c => DepthOf(c) <= depth)];
        return fitting.Length > 0 ? Pick(random, fitting) : choices.MinBy(DepthOf)!;
    }

    /// <summary>Members that are narrowed replace those of the general definition.</summary>
    private JsonObject BuildNarrowed(AllOfRule both, int depth)
    {
        ReferenceRule general = (ReferenceRule)both.General;
        _used.Add(general.Name);
        ObjectRule shape = (ObjectRule)general.Target;
        return BuildObject(shape, depth - 1, [.. both.Narrower.Members.Where(n => shape.IsOpen || shape.Members.Any(m => m.Name == n.Name))]);
    }

    private JsonObject BuildObject(ObjectRule shape, int depth, IReadOnlyList<SchemaMember> narrowed)
    {
        List<KeyValuePair<string, JsonNode?>> members = [];
        foreach (SchemaMember member in narrowed.Concat(shape.Members.ExceptBy(narrowed.Select(static m => m.Name), static m => m.Name)))
        {
            if (member.IsRequired || (DepthOf(member.Rule) <= depth && random.Next(3) > 0))
            {
                members.Add(new(member.Name, Build(member.Rule, depth)));
            }
        }

        if (shape.IsOpen && random.Next(6) == 0)
        {
            members.Add(new("other", PickJson(random)));
        }

        // The order of members has no meaning.
        if (random.Next(3) == 0)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
        }

        return new(members);
    }

    private JsonArray BuildArray(ArrayRule list, int depth)
    {
        JsonArray items = [];
        int max = Math.Min(list.Max, Math.Max(list.Min, depth >= DepthOf(list.Item) ? MaxItems : 0));
        for (int left = random.Next(list.Min, max + 1); left > 0; left--)
        {
            items.Add(Build(list.Item, depth));
        }

        return items;
    }

    private JsonArray BuildTuple(TupleRule tuple, int depth)
    {
        SchemaRule[] rules = [.. tuple.Parts];
        JsonArray items = [.. rules.Take(random.Next(1, rules.Length + 1)).Select(rule => Build(rule, depth))];
        if (items.Count == rules.Length && tuple.Max > rules.Length && random.Next(3) == 0)
        {
            items.Add(PickJson(random));
        }

        return items;
    }

    /// <summary>Returns how many definitions are inside each other in the flattest JSON that follows a rule.</summary>
    private static int DepthOf(SchemaRule rule) => DepthOf(rule, s_depths);

    private static int DepthOf(SchemaRule rule, Dictionary<string, int> depths) => rule switch
    {
        ReferenceRule reference => 1 + depths[reference.Name],
        AnyOfRule choice => choice.Parts.Min(c => DepthOf(c, depths)),
        AllOfRule both => Math.Max(DepthOf(both.General, depths), DepthOf(both.Narrower, depths)),
        ObjectRule shape => shape.Members.Where(static m => m.IsRequired).Select(m => DepthOf(m.Rule, depths)).DefaultIfEmpty().Max(),
        ArrayRule list => list.Min == 0 ? 0 : DepthOf(list.Item, depths),
        TupleRule tuple => tuple.Parts.Max(p => DepthOf(p, depths)),
        _ => 0,
    };

    private static Dictionary<string, int> FindDepths()
    {
        const int Unknown = 1_000;
        Dictionary<string, int> depths = AdfSchema.Definitions.Keys.ToDictionary(static name => name, static _ => Unknown);
        bool isChanged;
        do
        {
            isChanged = false;
            foreach ((string name, SchemaRule rule) in AdfSchema.Definitions)
            {
                int depth = DepthOf(rule, depths);
                isChanged |= depth < depths[name];
                depths[name] = Math.Min(depth, depths[name]);
            }
        }
        while (isChanged);

        return depths;
    }
}
