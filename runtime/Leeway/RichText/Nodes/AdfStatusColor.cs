namespace Leeway.RichText;

/// <summary>The color of a status. The default is neutral.</summary>
public readonly record struct AdfStatusColor
{
    private static readonly string[] s_names = ["neutral", "purple", "blue", "red", "yellow", "green"];

    private readonly string? _value;

    internal AdfStatusColor(string value)
    {
        _value = value;
    }

    /// <summary>Gray.</summary>
    public static AdfStatusColor Neutral => new("neutral");

    /// <summary>Purple.</summary>
    public static AdfStatusColor Purple => new("purple");

    /// <summary>Blue.</summary>
    public static AdfStatusColor Blue => new("blue");

    /// <summary>Red.</summary>
    public static AdfStatusColor Red => new("red");

    /// <summary>Yellow.</summary>
    public static AdfStatusColor Yellow => new("yellow");

    /// <summary>Green.</summary>
    public static AdfStatusColor Green => new("green");

    /// <summary>The color in the JSON: a name, or a number sign and six hexadecimal digits.</summary>
    public string Value => _value ?? "neutral";

    internal static AdfTextAttribute Attribute { get; } = new(
        static text => Array.IndexOf(s_names, text) >= 0 || AdfTextAttribute.IsColor(text, 6), "a color such as #ff5630");

    /// <summary>Returns a color of red, green and blue.</summary>
    /// <param name="color">A number sign and six hexadecimal digits, such as <c>#ff5630</c>.</param>
    /// <exception cref="ArgumentException">The color has another format.</exception>
    public static AdfStatusColor FromHex(string color)
    {
        ArgumentNullException.ThrowIfNull(color);
        AdfTextAttribute.Color.Check(color, nameof(color));
        return new(color);
    }

    /// <summary>Whether the colors are equal.</summary>
    public bool Equals(AdfStatusColor other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
