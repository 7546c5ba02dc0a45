using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A panel: text on a colored background, with an icon.</summary>
public sealed class AdfPanel :
    AdfNode, IAdfBlock, IAdfExpandContent, IAdfNestedExpandContent, IAdfTableCellContent, IAdfLayoutColumnContent,
    IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "panel",
        static (in AdfNodeParts parts) => new AdfPanel(in parts),
        "localId\npanelType\rpanelIcon\npanelIconId\npanelIconText\npanelColor\n"u8,
        [
            AdfTextAttribute.Any,
            new AdfEnumAttribute(new JsonNames("info\nnote\ntip\nwarning\nerror\nsuccess\ncustom\n"u8)),
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
        ],
        AdfContentModel<IAdfPanelContent>.NotEmpty,
        AdfMarkTypes.None);

    /// <summary>Initializes a panel.</summary>
    /// <param name="panelType">The kind of panel.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public AdfPanel(AdfPanelType panelType, IEnumerable<IAdfPanelContent> content)
        : base(AdfContentList<IAdfPanelContent>.CreateOrParagraph(content))
    {
        Set(1, (int)panelType, nameof(panelType));
    }

    private AdfPanel(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfPanelContent> Content => GetContent<IAdfPanelContent>();

    /// <summary>The kind of panel.</summary>
    public AdfPanelType PanelType => (AdfPanelType)GetValue<int>(1)!;

    /// <summary>The short name of the emoji of a custom panel, such as <c>:sweat_smile:</c>.</summary>
    public string? Icon
    {
        get => GetObject<string>(2);
        init => Set(2, value);
    }

    /// <summary>The id of the emoji.</summary>
    public string? IconId
    {
        get => GetObject<string>(3);
        init => Set(3, value);
    }

    /// <summary>The text of the emoji.</summary>
    public string? IconText
    {
        get => GetObject<string>(4);
        init => Set(4, value);
    }

    /// <summary>The color of a custom panel.</summary>
    public string? Color
    {
        get => GetObject<string>(5);
        init => Set(5, value);
    }

    internal override AdfNodeKind NodeKind => Definition;
}
