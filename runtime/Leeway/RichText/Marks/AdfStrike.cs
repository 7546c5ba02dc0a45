using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text is struck through.</summary>
public sealed class AdfStrike : AdfMark, IAdfTextMark
{
    internal static readonly AdfMarkKind Definition = new("strike", AdfMarkTypes.Strike, Create);

    private AdfStrike(UnknownMemberCollection? members)
        : base(null, members)
    {
    }

    /// <summary>The mark. It has no attributes.</summary>
    public static AdfStrike Instance { get; } = new(null);

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;

    private static AdfStrike Create(AdfAttributes? attributes, UnknownMemberCollection? members) => members is null ? Instance : new AdfStrike(members);
}
