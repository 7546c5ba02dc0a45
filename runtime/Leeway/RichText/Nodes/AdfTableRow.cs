namespace Leeway.RichText;

/// <summary>A row of a table.</summary>
public sealed class AdfTableRow : AdfNode, IAdfTableRow
{
    internal static readonly AdfNodeKind Definition = new(
        "tableRow",
        static (in AdfNodeParts parts) => new AdfTableRow(in parts),
        "localId\n"u8,
        [AdfTextAttribute.Any],
        AdfContentModel<IAdfTableCell>.Blocks,
        AdfMarkTypes.None);

    /// <summary>Initializes a row.</summary>
    /// <param name="content">The cells.</param>
    public AdfTableRow(IEnumerable<IAdfTableCell> content)
        : base(AdfContentList<IAdfTableCell>.Create(content))
    {
    }

    private AdfTableRow(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The cells.</summary>
    public IReadOnlyList<IAdfTableCell> Content => GetContent<IAdfTableCell>();

    internal override void AppendText(AdfPlainText text) => text.AppendRow(Children);

    internal override AdfNodeKind NodeKind => Definition;
}
