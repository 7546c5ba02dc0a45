namespace Leeway.RichText;

/// <summary>A section inside an expand or a cell that a reader can open and close.</summary>
public sealed class AdfNestedExpand : AdfNode, IAdfExpandContent, IAdfTableCellContent
{
    internal static readonly AdfNodeKind Definition = new(
        "nestedExpand",
        static (in AdfNodeParts parts) => new AdfNestedExpand(in parts),
        "localId\ntitle\n"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any],
        AdfContentModel<IAdfNestedExpandContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a section.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfNestedExpand(IEnumerable<IAdfNestedExpandContent> content)
        : base(AdfContentList<IAdfNestedExpandContent>.CreateOrParagraph(content))
    {
        Set(1, "");
    }

    private AdfNestedExpand(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfNestedExpandContent> Content => GetContent<IAdfNestedExpandContent>();

    /// <summary>The title.</summary>
    public string? Title
    {
        get => GetObject<string>(1);
        init => Set(1, value ?? "");
    }

    internal override void AppendText(AdfPlainText text)
    {
        text.AppendLine(Title);
        base.AppendText(text);
    }

    internal override AdfNodeKind NodeKind => Definition;
}
