using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The indentation of a paragraph or a heading.</summary>
public sealed class AdfIndentation : AdfMark
{
    internal static readonly AdfMarkKind Definition = new(
        "indentation",
        AdfMarkTypes.Indentation,
        static (attributes, members) => new AdfIndentation(attributes, members),
        "level\r"u8,
        AdfIntegerAttribute.Level);

    internal AdfIndentation(int level)
    {
        Set(0, level, nameof(level));
    }

    private AdfIndentation(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The level, from 1 to 6.</summary>
    public int Level => GetValue<int>(0)!.Value;

    internal override AdfMarkKind MarkKind => Definition;
}
