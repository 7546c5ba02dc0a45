namespace Leeway.Fields;

/// <summary>How fields are read as a type that does not read itself, such as <c>string</c> or <c>double?</c>.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class FieldType<T>
{
    /// <summary>The instance; null if fields cannot be read as the type.</summary>
    public static FieldType<T>? Registered { get; set; }

    /// <summary>Reads a field.</summary>
    /// <exception cref="System.Text.Json.JsonException">The field has another kind of JSON.</exception>
    public abstract T? Read(IssueFields fields, string id);

    /// <summary>Reads a field with an array; returns null if it is missing or null.</summary>
    /// <exception cref="System.Text.Json.JsonException">The field has another kind of JSON.</exception>
    public abstract IReadOnlyList<T>? ReadList(IssueFields fields, string id);
}
