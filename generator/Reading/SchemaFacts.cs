namespace Leeway.Generator.Reading;

/// <summary>A schema.</summary>
/// <remarks>Immutable, with value equality. References are names, so recursive schemas do not create cycles of objects.</remarks>
internal sealed record SchemaFacts
{
    /// <summary>A schema that allows any JSON.</summary>
    public static readonly SchemaFacts Any = new();

    /// <summary>The component that the schema refers to. If it is set, only the summary is set as well.</summary>
    public string? Reference { get; init; }

    public JsonKinds Kinds { get; init; }

    public string? Format { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Default { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsDeprecated { get; init; }

    /// <summary>Whether a null in a request clears the value on the server.</summary>
    public bool IsClearedByNull { get; init; }

    /// <summary>Whether the document says that the value may be null. It is used only for the values of maps, because every property is nullable.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The known values of a string.</summary>
    public EquatableArray<string> Values { get; init; }

    public EquatableArray<PropertyFacts> Properties { get; init; }

    public SchemaFacts? Items { get; init; }

    /// <summary>The schema of additional members, or null.</summary>
    public SchemaFacts? AdditionalProperties { get; init; }

    public EquatableArray<SchemaFacts> AllOf { get; init; }

    /// <summary>The branches of <c>oneOf</c> or <c>anyOf</c>, which are read in the same way.</summary>
    public EquatableArray<SchemaFacts> Alternatives { get; init; }

    public DiscriminatorFacts? Discriminator { get; init; }

    /// <summary>Whether the schema does not restrict the JSON.</summary>
    public bool IsShapeless => Reference is null && Kinds == JsonKinds.None && Values.IsEmpty && Properties.IsEmpty
        && Items is null && AdditionalProperties is null && AllOf.IsEmpty && Alternatives.IsEmpty;
}
