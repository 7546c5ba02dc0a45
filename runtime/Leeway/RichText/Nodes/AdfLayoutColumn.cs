using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A column of a layout.</summary>
public sealed class AdfLayoutColumn : AdfNode, IAdfLayoutColumn
{
    internal static readonly AdfNodeKind Definition = new(
        "layoutColumn",
        static (in AdfNodeParts parts) => new AdfLayoutColumn(in parts),
        "localId\nwidth\rvalign\n"u8,
        [
            AdfTextAttribute.Any,
            AdfNumberAttribute.Percent,
            new AdfEnumAttribute(new JsonNames("top\nmiddle\nbottom\n"u8)),
        ],
        AdfContentModel<IAdfLayoutColumnContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a column.</summary>
    /// <param name="width">The width in percent of the page, from 0 to 100.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfLayoutColumn(double width, IEnumerable<IAdfLayoutColumnContent> content)
        : base(AdfContentList<IAdfLayoutColumnContent>.CreateOrParagraph(content))
    {
        Set(1, width, nameof(width));
    }

    private AdfLayoutColumn(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfLayoutColumnContent> Content => GetContent<IAdfLayoutColumnContent>();

    /// <summary>The width in percent of the page.</summary>
    public double Width => GetValue<double>(1)!.Value;

    /// <summary>The vertical alignment.</summary>
    public AdfVerticalAlignment? VerticalAlignment
    {
        get => (AdfVerticalAlignment?)GetValue<int>(2);
        init => Set(2, (int?)value);
    }

    internal override AdfNodeKind NodeKind => Definition;
}
