using Leeway.Json;

namespace Leeway.RichText;

/// <summary>An image has a border.</summary>
public sealed class AdfBorder : AdfMark
{
    internal static readonly AdfMarkKind Definition = new(
        "border",
        AdfMarkTypes.Border,
        static (attributes, members) => new AdfBorder(attributes, members),
        "size\rcolor\r"u8,
        new AdfNumberAttribute(1, 3),
        AdfTextAttribute.ColorWithOpacity);

    /// <summary>Initializes a border.</summary>
    /// <param name="size">The width: 1, 2 or 3.</param>
    /// <param name="color">The color: a number sign and six hexadecimal digits, or eight with opacity.</param>
    /// <exception cref="ArgumentException">The size or the color is not valid.</exception>
    public AdfBorder(double size, string color)
    {
        ArgumentNullException.ThrowIfNull(color);
        Set(0, size, nameof(size));
        Set(1, color, nameof(color));
    }

    private AdfBorder(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The width of the border: 1, 2 or 3.</summary>
    public double Size => GetValue<double>(0)!.Value;

    /// <summary>The color, such as <c>#ff5630</c>, or <c>#ff563080</c> with opacity.</summary>
    public string Color => GetObject<string>(1)!;

    internal override AdfMarkKind MarkKind => Definition;
}
