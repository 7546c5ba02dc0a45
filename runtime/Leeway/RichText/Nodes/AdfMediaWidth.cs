using System.Globalization;

namespace Leeway.RichText;

/// <summary>The width of an image.</summary>
public readonly record struct AdfMediaWidth
{
    internal AdfMediaWidth(double value, bool isPixels)
    {
        Value = value;
        IsPixels = isPixels;
    }

    /// <summary>The number of pixels or percent.</summary>
    public double Value { get; }

    /// <summary>Whether the width is in pixels. Otherwise it is in percent of the width of the text.</summary>
    public bool IsPixels { get; }

    /// <summary>Returns a width in percent of the width of the text.</summary>
    /// <param name="value">0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 100.</exception>
    public static AdfMediaWidth Percent(double value)
    {
        AdfNumberAttribute.Percent.Check(value, nameof(value));
        return new(value, false);
    }

    /// <summary>Returns a width in pixels.</summary>
    /// <param name="value">The number of pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public static AdfMediaWidth Pixels(double value)
    {
        AdfNumberAttribute.NotNegative.Check(value, nameof(value));
        return new(value, true);
    }

    /// <summary>Returns the width with its unit.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture) + (IsPixels ? "px" : "%");
}
