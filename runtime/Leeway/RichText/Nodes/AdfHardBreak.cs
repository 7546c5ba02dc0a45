namespace Leeway.RichText;

/// <summary>A line break inside a paragraph.</summary>
public sealed class AdfHardBreak : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new(
        "hardBreak",
        static (in AdfNodeParts parts) => new AdfHardBreak(in parts),
        "localId\ntext\n"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a line break.</summary>
    public AdfHardBreak()
    {
    }

    private AdfHardBreak(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    internal override void AppendText(AdfPlainText text) => text.Append("\n");

    internal override AdfNodeKind NodeKind => Definition;
}
