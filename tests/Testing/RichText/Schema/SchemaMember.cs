namespace Leeway.RichText.Schema;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">The rule for its value.</param>
/// <param name="IsRequired">Whether each object has the member.</param>
public sealed record SchemaMember(string Name, SchemaRule Rule, bool IsRequired);
