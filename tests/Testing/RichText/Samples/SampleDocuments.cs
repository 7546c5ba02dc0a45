using System.Text.Json.Nodes;
using Leeway.RichText.Schema;

namespace Leeway.RichText.Samples;

/// <summary>Creates documents, valid and broken, by a seed.</summary>
public static class SampleDocuments
{
    private const int MaxDepth = 16;
    private const int MaxPartDepth = 6;
    private const int MaxMutations = 3;

    private static readonly string[] s_definitions = [.. AdfSchema.Definitions.Keys];

    /// <summary>Creates a valid document.</summary>
    /// <param name="seed">Equal seeds create equal documents.</param>
    /// <param name="builder">Receives the builder, which lists the definitions that the document uses.</param>
    public static JsonNode Create(int seed, out SampleBuilder builder)
    {
        Random random = new(seed);
        builder = new(random);
        return builder.Build("doc_node", random.Next(2, MaxDepth))!;
    }

    /// <summary>Creates a document that was valid before some changes. Some changes leave it valid.</summary>
    /// <param name="seed">Equal seeds create equal documents.</param>
    public static JsonNode CreateBroken(int seed)
    {
        JsonNode document = Create(seed, out _);
        Mutate(document, new Random(seed), MaxMutations);
        return document;
    }

    /// <summary>Creates a small value that follows a definition, or that followed it before one change.</summary>
    /// <param name="seed">Equal seeds create equal values. Successive seeds use all definitions in turn.</param>
    public static (string Json, string Definition) CreatePart(int seed)
    {
        Random random = new(seed);
        string definition = s_definitions[seed % s_definitions.Length];
        JsonNode part = new SampleBuilder(random).Build(definition, random.Next(2, MaxPartDepth))!;
        if (random.Next(4) > 0)
        {
            Mutate(part, random, maxMutations: 1);
        }

        return (part.ToJsonString(), definition);
    }

    private static void Mutate(JsonNode value, Random random, int maxMutations)
    {
        SampleMutator mutator = new(random, new SampleBuilder(random));
        for (int left = random.Next(maxMutations); left >= 0; left--)
        {
            mutator.Mutate(value);
        }
    }
}
