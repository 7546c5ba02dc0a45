using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A member of <see cref="IssueFields"/>: where its name and value are in the text, and its value as an object.</summary>
internal struct FieldEntry
{
    /// <summary>The index of the quote before the name.</summary>
    public int NameStart;

    /// <summary>The length of the name, with its quotes.</summary>
    public int NameLength;

    public int ValueStart;

    /// <summary>The length of the JSON that was read; 0 if the value was assigned, so that only <see cref="Value"/> counts.</summary>
    public int ValueLength;

    /// <summary>
    /// What was read first or assigned: a string, or an <see cref="IJsonValue"/>, which can have changed since. Null if nothing was.
    /// </summary>
    public object? Value;

    public bool IsNameEscaped;
    public bool IsAssigned;

    /// <summary>Whether it was counted that the value has another shape than its property.</summary>
    public bool IsReported;
}
