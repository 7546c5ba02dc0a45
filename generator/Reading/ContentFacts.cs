namespace Leeway.Generator.Reading;

/// <summary>A body of one media type.</summary>
/// <param name="MediaType">The media type as in the document, with its parameters.</param>
internal sealed record ContentFacts(string MediaType, SchemaFacts? Schema)
{
    /// <summary>The media type without its parameters, in lower case.</summary>
    public string Essence { get; } = MediaType.Split(';')[0].Trim().ToLowerInvariant();
}
