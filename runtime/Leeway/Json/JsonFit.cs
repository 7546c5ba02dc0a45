namespace Leeway.Json;

/// <summary>How well JSON fits the type it is read as.</summary>
[Flags]
internal enum JsonFit
{
    Exact = 0,

    /// <summary>A date with time has a fraction of a millisecond, which one of the formats cannot express.</summary>
    SubMillisecond = 1,

    /// <summary>The format is as declared, but the value alone cannot reproduce the JSON: too many digits, an unpaired surrogate.</summary>
    Inexact = 2,

    /// <summary>The format differs from the document but has a value, such as a number in a string.</summary>
    Converted = 4,

    /// <summary>The shape has no value.</summary>
    WrongShape = 8,

    /// <summary>An element of a list, or a value of a map, was converted. The collection keeps its JSON.</summary>
    ElementConverted = 16,

    /// <summary>An element of a list, or a value of a map, has a shape without a value. The collection keeps its JSON.</summary>
    ElementWrongShape = 32,

    /// <summary>The flags that concern the value itself: the object or collection around it must keep its JSON.</summary>
    Value = SubMillisecond | Inexact | Converted | WrongShape,

    /// <summary>The flags that a collection has handled already and only reports.</summary>
    Element = ElementConverted | ElementWrongShape,
}
