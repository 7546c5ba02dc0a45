namespace Leeway.RichText;

/// <summary>A text that asks the author of a page to write something.</summary>
public sealed class AdfPlaceholder : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new(
        "placeholder",
        static (in AdfNodeParts parts) => new AdfPlaceholder(in parts),
        "localId\ntext\r"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a placeholder.</summary>
    /// <param name="text">The text.</param>
    public AdfPlaceholder(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Set(1, text);
    }

    private AdfPlaceholder(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The text.</summary>
    public string Text => GetObject<string>(1)!;

    internal override void AppendText(AdfPlainText text) => text.Append(Text);

    internal override AdfNodeKind NodeKind => Definition;
}
