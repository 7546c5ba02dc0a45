namespace Leeway.Json;

/// <summary>How well JSON fits the place it is read into.</summary>
[Flags]
internal enum JsonFit
{
    Exact = 0,

    /// <summary>A point in time is finer than a millisecond, which one form of writing cannot express.</summary>
    SubMillisecond = 1,

    /// <summary>The document's form, but the value alone cannot produce the same JSON again: too many digits, half a surrogate pair.</summary>
    Inexact = 2,

    /// <summary>Another form than the document's that still has a value, such as a number in a string.</summary>
    Converted = 4,

    /// <summary>A form that has no value.</summary>
    WrongShape = 8,

    /// <summary>An element of a list, or a value of a map, was converted. The collection keeps its JSON.</summary>
    ElementConverted = 16,

    /// <summary>An element of a list, or a value of a map, has a form that has no value. The collection keeps its JSON.</summary>
    ElementWrongShape = 32,

    /// <summary>What concerns the value itself: its JSON must be kept where it is held.</summary>
    Value = SubMillisecond | Inexact | Converted | WrongShape,

    /// <summary>What a collection has dealt with and only reports.</summary>
    Element = ElementConverted | ElementWrongShape,
}
