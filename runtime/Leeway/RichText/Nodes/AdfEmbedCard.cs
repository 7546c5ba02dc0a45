using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A link whose target is shown inside the document.</summary>
public sealed class AdfEmbedCard :
    AdfNode, IAdfBlock, IAdfExpandContent, IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent,
    IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "embedCard",
        static (in AdfNodeParts parts) => new AdfEmbedCard(in parts),
        "localId\nurl\rlayout\rwidth\noriginalHeight\noriginalWidth\n"u8,
        [
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            new AdfEnumAttribute(new JsonNames("wide\nfull-width\ncenter\nwrap-right\nwrap-left\nalign-end\nalign-start\n"u8)),
            AdfNumberAttribute.Percent,
            AdfNumberAttribute.Any,
            AdfNumberAttribute.Any,
        ],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a card.</summary>
    /// <param name="url">The address.</param>
    public AdfEmbedCard(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        Set(1, url);
        Set(2, (int)AdfMediaLayout.Center);
    }

    /// <inheritdoc cref="AdfEmbedCard(string)"/>
    public AdfEmbedCard(Uri url)
        : this(AdfLink.GetText(url))
    {
    }

    private AdfEmbedCard(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The address.</summary>
    public string Url => GetObject<string>(1)!;

    /// <summary>The place on the page. The default is the center.</summary>
    public AdfMediaLayout Layout
    {
        get => (AdfMediaLayout)GetValue<int>(2)!;
        init => Set(2, (int)value);
    }

    /// <summary>The width in percent of the text, from 0 to 100.</summary>
    public double? Width
    {
        get => GetValue<double>(3);
        init => Set(3, value);
    }

    /// <summary>The height of the target in pixels.</summary>
    public double? OriginalHeight
    {
        get => GetValue<double>(4);
        init => Set(4, value);
    }

    /// <summary>The width of the target in pixels.</summary>
    public double? OriginalWidth
    {
        get => GetValue<double>(5);
        init => Set(5, value);
    }

    internal override void AppendText(AdfPlainText text) => text.AppendLine(Url);

    internal override AdfNodeKind NodeKind => Definition;
}
