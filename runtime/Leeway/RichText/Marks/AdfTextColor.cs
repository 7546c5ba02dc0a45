using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The color of the text.</summary>
public sealed class AdfTextColor : AdfMark, IAdfTextMark
{
    internal static readonly AdfMarkKind Definition = new(
        "textColor",
        AdfMarkTypes.TextColor,
        static (attributes, members) => new AdfTextColor(attributes, members),
        "color\r"u8,
        AdfTextAttribute.Color);

    /// <summary>Initializes a color.</summary>
    /// <param name="color">The color: a number sign and six hexadecimal digits, such as <c>#ff5630</c>.</param>
    /// <exception cref="ArgumentException">The color has another format.</exception>
    public AdfTextColor(string color)
    {
        ArgumentNullException.ThrowIfNull(color);
        Set(0, color, nameof(color));
    }

    private AdfTextColor(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The color, such as <c>#ff5630</c>.</summary>
    public string Color => GetObject<string>(0)!;

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;
}
