using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text is smaller, and lower or higher than the line.</summary>
public sealed class AdfSubSup : AdfMark, IAdfTextMark
{
    internal static readonly AdfMarkKind Definition = new(
        "subsup",
        AdfMarkTypes.SubSup,
        static (attributes, members) => new AdfSubSup(attributes, members),
        "type\r"u8,
        new AdfEnumAttribute(new JsonNames("sub\nsup\n"u8)));

    private AdfSubSup(int kind)
    {
        Set(0, kind);
    }

    /// <summary>The mark of subscript.</summary>
    public static AdfSubSup Sub { get; } = new(0);

    /// <summary>The mark of superscript.</summary>
    public static AdfSubSup Sup { get; } = new(1);

    private AdfSubSup(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>Whether the text is lower.</summary>
    public bool IsSub => GetValue<int>(0) == 0;

    /// <summary>Whether the text is higher.</summary>
    public bool IsSup => !IsSub;

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;
}
