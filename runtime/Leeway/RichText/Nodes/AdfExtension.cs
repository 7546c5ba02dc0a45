namespace Leeway.RichText;

/// <summary>An extension: content that an app or a macro provides.</summary>
public sealed class AdfExtension :
    AdfExtensionBase, IAdfBlock, IAdfListItemContent, IAdfBlockquoteContent, IAdfPanelContent, IAdfExpandContent, IAdfNestedExpandContent,
    IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBlockTaskItemContent
{
    internal static readonly AdfNodeKind Definition = new(
        "extension",
        static (in AdfNodeParts parts) => new AdfExtension(in parts),
        AttributeNames,
        AttributeTypes,
        null,
        AdfMarkTypes.OfExtension);

    /// <summary>Initializes an extension.</summary>
    /// <param name="extensionType">The type, such as <c>com.atlassian.confluence.macro.core</c>. It is not empty.</param>
    /// <param name="extensionKey">The key, such as <c>toc</c>. It is not empty.</param>
    /// <exception cref="ArgumentException">The type or the key is empty.</exception>
    public AdfExtension(string extensionType, string extensionKey)
        : base(extensionType, extensionKey)
    {
    }

    private AdfExtension(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    internal override void AppendText(AdfPlainText text) => text.AppendLine(Text);

    internal override AdfNodeKind NodeKind => Definition;
}
