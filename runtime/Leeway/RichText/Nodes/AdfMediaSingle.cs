using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>An image or a file in the text, with an optional caption.</summary>
public sealed class AdfMediaSingle :
    AdfNode, IAdfBlock, IAdfListItemContent, IAdfBlockquoteContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent,
    IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "mediaSingle",
        Create,
        "localId\nlayout\nwidth\nwidthType\n"u8,
        [
            AdfTextAttribute.Any,
            new AdfEnumAttribute(new JsonNames("wide\nfull-width\ncenter\nwrap-right\nwrap-left\nalign-end\nalign-start\n"u8)),
            AdfNumberAttribute.NotNegative,
            new AdfEnumAttribute(new JsonNames("percentage\npixel\n"u8)),
        ],
        AdfMediaContentModel.Instance,
        AdfMarkTypes.Link | AdfMarkTypes.Unknown);

    /// <summary>Initializes a node.</summary>
    /// <param name="media">The image or the file.</param>
    /// <param name="caption">The caption; null if there is none.</param>
    public AdfMediaSingle(IAdfMedia media, AdfCaption? caption = null)
        : base(AdfContentList<IAdfNode>.CreateMedia(media, caption))
    {
        Set(1, (int)AdfMediaLayout.Center);
    }

    private AdfMediaSingle(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The image or the file.</summary>
    public IAdfMedia Media => (IAdfMedia)Children[0];

    /// <summary>The caption; null if there is none.</summary>
    public AdfCaption? Caption => Children.Count > 1 ? Children[1] as AdfCaption : null;

    /// <summary>The place on the page. The default is the center.</summary>
    public AdfMediaLayout Layout
    {
        get => (AdfMediaLayout?)GetValue<int>(1) ?? AdfMediaLayout.Center;
        init => Set(1, (int)value);
    }

    /// <summary>The width; null for the width of the image itself.</summary>
    public AdfMediaWidth? Width
    {
        get => GetValue<double>(2) is { } width ? new AdfMediaWidth(width, GetValue<int>(3) == 1) : null;
        init
        {
            Set(2, value?.Value);
            Set(3, value is { } width ? width.IsPixels ? 1 : 0 : null);
        }
    }

    /// <summary>The link that a click on the image follows.</summary>
    public AdfLink? Link
    {
        get => FindMark<AdfLink>();
        init => SetMark(value);
    }

    /// <summary>Whether nodes that were read are one image or file and at most one caption.</summary>
    private static AdfMediaSingle? Create(in AdfNodeParts parts)
    {
        AdfNode[] nodes = parts.Content!.Items;
        return nodes[0] is not AdfCaption && (nodes.Length == 1 || (nodes.Length == 2 && nodes[1] is AdfCaption)) ? new AdfMediaSingle(in parts) : null;
    }

    internal override AdfNodeKind NodeKind => Definition;
}
