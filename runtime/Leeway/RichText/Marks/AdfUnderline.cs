using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text is underlined.</summary>
public sealed class AdfUnderline : AdfMark, IAdfTextMark
{
    internal static readonly AdfMarkKind Definition = new("underline", AdfMarkTypes.Underline, Create);

    private AdfUnderline(UnknownMemberCollection? members)
        : base(null, members)
    {
    }

    /// <summary>The mark. It has no attributes.</summary>
    public static AdfUnderline Instance { get; } = new(null);

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;

    private static AdfUnderline Create(AdfAttributes? attributes, UnknownMemberCollection? members) => members is null ? Instance : new AdfUnderline(members);
}
