namespace Leeway.RichText;

/// <summary>The nodes that one place of a document can hold.</summary>
internal abstract class AdfContentModel(int min, bool isRequired, bool isLine)
{
    /// <summary>Whether the content is the content of a line: text and other nodes inside it.</summary>
    public bool IsLine => isLine;

    /// <summary>Whether the member is written if there is no content.</summary>
    public bool IsRequired => isRequired;

    /// <summary>Whether the place can hold a node.</summary>
    public abstract bool Accepts(AdfNode node);

    /// <summary>Creates a list of nodes that the place can hold.</summary>
    public abstract AdfContentList CreateList(AdfNode[] nodes);

    /// <summary>Whether the number of nodes is allowed.</summary>
    /// <param name="content">The nodes; null if the member is missing.</param>
    public bool AcceptsCount(AdfContentList? content) => content is null ? !isRequired : content.Items.Length >= min;

    /// <summary>Creates the node that keeps JSON as it is.</summary>
    public AdfNode CreateUnknown(ReadOnlySpan<byte> json) => isLine ? new AdfUnknownInline(json) : new AdfUnknownNode(json);
}
