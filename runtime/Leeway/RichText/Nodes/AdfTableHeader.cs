namespace Leeway.RichText;

/// <summary>A header cell of a table.</summary>
public sealed class AdfTableHeader : AdfTableCellBase
{
    internal static readonly AdfNodeKind Definition = new(
        "tableHeader",
        static (in AdfNodeParts parts) => new AdfTableHeader(in parts),
        "localId\ncolspan\nrowspan\ncolwidth\nbackground\nvalign\n"u8,
        CellAttributes,
        AdfContentModel<IAdfTableCellContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a header cell.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfTableHeader(IEnumerable<IAdfTableCellContent> content)
        : base(content)
    {
    }

    private AdfTableHeader(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    internal override AdfNodeKind NodeKind => Definition;

    /// <summary>Converts a string to a node with this text.</summary>
    public static implicit operator AdfTableHeader(string text) => new([new AdfParagraph([text])]);
}
