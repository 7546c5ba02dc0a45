using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text is code. <see cref="AdfCode"/> is the node that has this mark.</summary>
public sealed class AdfCodeMark : AdfMark
{
    internal static readonly AdfMarkKind Definition = new("code", AdfMarkTypes.Code, Create);

    private AdfCodeMark(UnknownMemberCollection? members)
        : base(null, members)
    {
    }

    /// <summary>The mark. It has no attributes.</summary>
    public static AdfCodeMark Instance { get; } = new(null);

    internal override AdfMarkKind MarkKind => Definition;

    private static AdfCodeMark Create(AdfAttributes? attributes, UnknownMemberCollection? members) => members is null ? Instance : new AdfCodeMark(members);
}
