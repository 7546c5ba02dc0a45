using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A cell of a table, or a header cell.</summary>
public abstract class AdfTableCellBase : AdfNode, IAdfTableCell
{
    private protected static readonly AdfAttributeType[] CellAttributes =
    [
        AdfTextAttribute.Any,
        AdfIntegerAttribute.Any,
        AdfIntegerAttribute.Any,
        AdfListAttribute<double, DoubleCodec>.Any,
        AdfTextAttribute.Any,
        new AdfEnumAttribute(new JsonNames("top\nmiddle\nbottom\n"u8)),
    ];

    private protected AdfTableCellBase(IEnumerable<IAdfTableCellContent> content)
        : base(AdfContentList<IAdfTableCellContent>.CreateOrParagraph(content))
    {
    }

    private protected AdfTableCellBase(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfTableCellContent> Content => GetContent<IAdfTableCellContent>();

    /// <summary>The number of columns that the cell spans. The default is 1.</summary>
    public int? ColumnSpan
    {
        get => GetValue<int>(1);
        init => Set(1, value);
    }

    /// <summary>The number of rows that the cell spans. The default is 1.</summary>
    public int? RowSpan
    {
        get => GetValue<int>(2);
        init => Set(2, value);
    }

    /// <summary>The widths of the columns that the cell spans, in pixels.</summary>
    public IReadOnlyList<double>? ColumnWidths
    {
        get => GetObject<IReadOnlyList<double>>(3);
        init => Set(3, value?.ToArray());
    }

    /// <summary>The color of the background, such as <c>#deebff</c>.</summary>
    public string? Background
    {
        get => GetObject<string>(4);
        init => Set(4, value);
    }

    /// <summary>The vertical alignment.</summary>
    public AdfVerticalAlignment? VerticalAlignment
    {
        get => (AdfVerticalAlignment?)GetValue<int>(5);
        init => Set(5, (int?)value);
    }

    /// <summary>Converts a string to a node with this text.</summary>
    public static implicit operator AdfTableCellBase(string text) => new AdfTableCell([new AdfParagraph([text])]);
}
