using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text is emphasized, usually italic.</summary>
public sealed class AdfEm : AdfMark, IAdfTextMark
{
    internal static readonly AdfMarkKind Definition = new("em", AdfMarkTypes.Em, Create);

    private AdfEm(UnknownMemberCollection? members)
        : base(null, members)
    {
    }

    /// <summary>The mark. It has no attributes.</summary>
    public static AdfEm Instance { get; } = new(null);

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;

    private static AdfEm Create(AdfAttributes? attributes, UnknownMemberCollection? members) => members is null ? Instance : new AdfEm(members);
}
