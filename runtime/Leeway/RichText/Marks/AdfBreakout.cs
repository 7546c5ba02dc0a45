using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A node of the page is wider than its text.</summary>
public sealed class AdfBreakout : AdfMark
{
    internal static readonly AdfMarkKind Definition = new(
        "breakout",
        AdfMarkTypes.Breakout,
        static (attributes, members) => new AdfBreakout(attributes, members),
        "mode\rwidth\n"u8,
        new AdfEnumAttribute(new JsonNames("wide\nfull-width\n"u8)),
        AdfNumberAttribute.Any);

    /// <summary>Initializes a mark.</summary>
    /// <param name="mode">How wide the node is.</param>
    public AdfBreakout(AdfBreakoutMode mode)
    {
        Set(0, (int)mode, nameof(mode));
    }

    private AdfBreakout(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>How wide the node is.</summary>
    public AdfBreakoutMode Mode => (AdfBreakoutMode)GetValue<int>(0)!;

    /// <summary>The width in pixels.</summary>
    public double? Width
    {
        get => GetValue<double>(1);
        init => Set(1, value);
    }

    internal override AdfMarkKind MarkKind => Definition;
}
