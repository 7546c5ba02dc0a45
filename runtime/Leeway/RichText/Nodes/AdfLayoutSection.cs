namespace Leeway.RichText;

/// <summary>Two or three columns.</summary>
public sealed class AdfLayoutSection : AdfNode, IAdfBlock, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "layoutSection",
        Create,
        "localId\n"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<IAdfLayoutColumn>.NotEmpty,
        AdfMarkTypes.Breakout | AdfMarkTypes.Unknown);

    /// <summary>Initializes a layout.</summary>
    /// <param name="content">The columns.</param>
    /// <exception cref="ArgumentException">There are fewer than two columns, or more than three.</exception>
    public AdfLayoutSection(IEnumerable<IAdfLayoutColumn> content)
        : base(AdfContentList<IAdfLayoutColumn>.Create(content))
    {
        if (Children.Count is < 2 or > 3)
        {
            throw new ArgumentException($"A layout has two or three columns, not {Children.Count}.", nameof(content));
        }
    }

    private AdfLayoutSection(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<IAdfLayoutColumn> Content => GetContent<IAdfLayoutColumn>();

    /// <summary>Makes the layout wider than the text.</summary>
    public AdfBreakout? Breakout
    {
        get => FindMark<AdfBreakout>();
        init => SetMark(value);
    }

    private static AdfLayoutSection? Create(in AdfNodeParts parts) => parts.Content!.Items.Length is 2 or 3 ? new AdfLayoutSection(in parts) : null;

    internal override AdfNodeKind NodeKind => Definition;
}
