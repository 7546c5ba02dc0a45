using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The alignment of a paragraph or a heading.</summary>
public sealed class AdfAlignment : AdfMark
{
    internal static readonly AdfMarkKind Definition = new(
        "alignment",
        AdfMarkTypes.Alignment,
        static (attributes, members) => new AdfAlignment(attributes, members),
        "align\r"u8,
        new AdfEnumAttribute(new JsonNames("center\nend\n"u8)));

    internal AdfAlignment(AdfTextAlignment align)
    {
        Set(0, (int)align, nameof(align));
    }

    private AdfAlignment(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The alignment.</summary>
    public AdfTextAlignment Align => (AdfTextAlignment)GetValue<int>(0)!;

    internal override AdfMarkKind MarkKind => Definition;
}
