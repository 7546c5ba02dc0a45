namespace Leeway.RichText;

/// <summary>An extension whose body is in the document.</summary>
public sealed class AdfBodiedExtension : AdfExtensionBase, IAdfBlock, IAdfLayoutColumnContent
{
    internal static readonly AdfNodeKind Definition = new(
        "bodiedExtension",
        static (in AdfNodeParts parts) => new AdfBodiedExtension(in parts),
        AttributeNames,
        AttributeTypes,
        AdfContentModel<IAdfBodiedExtensionContent>.NotEmpty,
        AdfMarkTypes.OfExtension);

    /// <summary>Initializes an extension.</summary>
    /// <param name="extensionType">The type, such as <c>com.atlassian.confluence.macro.core</c>. It is not empty.</param>
    /// <param name="extensionKey">The key, such as <c>toc</c>. It is not empty.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    /// <exception cref="ArgumentException">The type or the key is empty.</exception>
    public AdfBodiedExtension(string extensionType, string extensionKey, IEnumerable<IAdfBodiedExtensionContent> content)
        : base(extensionType, extensionKey, AdfContentList<IAdfBodiedExtensionContent>.CreateOrParagraph(content))
    {
    }

    private AdfBodiedExtension(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfBodiedExtensionContent> Content => GetContent<IAdfBodiedExtensionContent>();

    internal override AdfNodeKind NodeKind => Definition;
}
