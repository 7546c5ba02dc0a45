namespace Leeway.RichText;

/// <summary>A cell of a table.</summary>
public sealed class AdfTableCell : AdfTableCellBase
{
    internal static readonly AdfNodeKind Definition = new(
        "tableCell",
        static (in AdfNodeParts parts) => new AdfTableCell(in parts),
        "localId\ncolspan\nrowspan\ncolwidth\nbackground\nvalign\n"u8,
        CellAttributes,
        AdfContentModel<IAdfTableCellContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a cell.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfTableCell(IEnumerable<IAdfTableCellContent> content)
        : base(content)
    {
    }

    private AdfTableCell(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    internal override AdfNodeKind NodeKind => Definition;
}
