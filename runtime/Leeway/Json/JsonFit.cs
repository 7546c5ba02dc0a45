namespace Leeway.Json;

/// <summary>How well JSON fits the place it is read into. Anything but <see cref="Exact"/> keeps the JSON beside the value.</summary>
[Flags]
internal enum JsonFit
{
    Exact = 0,

    /// <summary>A point in time is finer than a millisecond, which one form of writing cannot tell.</summary>
    SubMillisecond = 1,

    /// <summary>The document's form, but the value alone cannot give the same JSON again: too many digits, half a surrogate pair.</summary>
    Inexact = 2,

    /// <summary>Another form than the document's that still tells the value, such as a number in a string.</summary>
    Converted = 4,

    /// <summary>A form that tells no value.</summary>
    WrongShape = 8,
}
