namespace Leeway.Generator.Reading;

/// <summary>A schema.</summary>
/// <remarks>Immutable and value-equal. References are by name, so a cycle of schemas is none of objects.</remarks>
internal sealed record SchemaFacts
{
    /// <summary>A schema that says nothing: any JSON.</summary>
    public static readonly SchemaFacts Any = new();

    /// <summary>The component it refers to; then nothing else but the summary is set.</summary>
    public string? Reference { get; init; }

    public JsonKinds Kinds { get; init; }

    public string? Format { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Default { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>Whether a null in a request clears what the server holds.</summary>
    public bool IsClearedByNull { get; init; }

    /// <summary>Whether the document says that the value may be null. Only values of maps heed it: every property is nullable.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The known values of a string.</summary>
    public EquatableArray<string> Values { get; init; }

    public EquatableArray<PropertyFacts> Properties { get; init; }

    public SchemaFacts? Items { get; init; }

    /// <summary>The schema of members that are not named, where there is one.</summary>
    public SchemaFacts? AdditionalProperties { get; init; }

    public EquatableArray<SchemaFacts> AllOf { get; init; }

    /// <summary>The branches of <c>oneOf</c> and <c>anyOf</c>: a tolerant reader treats them alike.</summary>
    public EquatableArray<SchemaFacts> Alternatives { get; init; }

    public DiscriminatorFacts? Discriminator { get; init; }

    /// <summary>Whether nothing here says what kind of JSON the schema allows.</summary>
    public bool IsShapeless => Reference is null && Kinds == JsonKinds.None && Values.IsEmpty && Properties.IsEmpty
        && Items is null && AdditionalProperties is null && AllOf.IsEmpty && Alternatives.IsEmpty;
}
