namespace Leeway.Json;

/// <summary>The ways in which JSON departs from the document that a type was generated from.</summary>
[Flags]
public enum JsonDrifts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>An object has a member that the document does not know.</summary>
    UnknownMember = 1,

    /// <summary>A value has another form than the document's, which was understood: a number in a string, a point in time as a number.</summary>
    Conversion = 2,

    /// <summary>
    /// A value has a form that was not understood. A member keeps its JSON among the unknown members, and its property is null; a list or a map
    /// keeps the JSON of an element and hands out the others.
    /// </summary>
    WrongShape = 4,

    /// <summary>A response has a success status that the document does not declare for its operation.</summary>
    UndeclaredStatus = 8,

    /// <summary>Every one.</summary>
    All = UnknownMember | Conversion | WrongShape | UndeclaredStatus,
}
