using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text is important, usually bold.</summary>
public sealed class AdfStrong : AdfMark, IAdfTextMark
{
    internal static readonly AdfMarkKind Definition = new("strong", AdfMarkTypes.Strong, Create);

    private AdfStrong(UnknownMemberCollection? members)
        : base(null, members)
    {
    }

    /// <summary>The mark. It has no attributes.</summary>
    public static AdfStrong Instance { get; } = new(null);

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;

    private static AdfStrong Create(AdfAttributes? attributes, UnknownMemberCollection? members) => members is null ? Instance : new AdfStrong(members);
}
