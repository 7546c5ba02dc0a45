using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text of a paragraph is small.</summary>
public sealed class AdfFontSize : AdfMark
{
    internal static readonly AdfMarkKind Definition = new(
        "fontSize",
        AdfMarkTypes.FontSize,
        static (attributes, members) => new AdfFontSize(attributes, members),
        "fontSize\r"u8,
        new AdfEnumAttribute(new JsonNames("small\n"u8)));

    private AdfFontSize()
    {
        Set(0, 0);
    }

    /// <summary>The mark of small text.</summary>
    public static AdfFontSize Small { get; } = new();

    private AdfFontSize(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    internal override AdfMarkKind MarkKind => Definition;
}
