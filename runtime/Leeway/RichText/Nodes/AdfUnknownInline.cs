using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>
/// A node inside a line that was read and that the schema does not know, or not at this place, or not with these attributes, marks or
/// content. It is written back unchanged.
/// </summary>
public sealed class AdfUnknownInline : AdfCaptionInline
{
    private readonly AdfUnknownContent _content;

    internal AdfUnknownInline(ReadOnlySpan<byte> json) => _content = new AdfUnknownContent(json);

    /// <inheritdoc/>
    public override string Type => _content.Type;

    /// <summary>The JSON that was read.</summary>
    public RawJson Json => _content.Json;

    /// <summary>The nodes in the content, as far as they can be read.</summary>
    public override IReadOnlyList<AdfNode> Children => _content.Children;

    internal override AdfNodeKind NodeKind => AdfNodeKind.Unknown;

    internal override void Write(ref JsonModelWriter writer) => writer.WriteValue(Json);

    internal override void AppendText(AdfPlainText text) => _content.AppendText(text);
}
