namespace Leeway.Json;

/// <summary>The ways in which JSON can differ from the document that a type was generated from.</summary>
[Flags]
public enum JsonDrifts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>An object has a member that the document does not declare.</summary>
    UnknownMember = 1,

    /// <summary>
    /// A value has another format than the document declares, but can be converted: a number in a string, a date as a number.
    /// </summary>
    Conversion = 2,

    /// <summary>
    /// A value has a shape that cannot be converted. The JSON of a member is kept among the unknown members, and its property is null. A list
    /// or a map keeps the JSON of the element and returns the other elements.
    /// </summary>
    WrongShape = 4,

    /// <summary>A response has a success status that the document does not declare for its operation.</summary>
    UndeclaredStatus = 8,

    /// <summary>All of them.</summary>
    All = UnknownMember | Conversion | WrongShape | UndeclaredStatus,
}
