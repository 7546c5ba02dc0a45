namespace Leeway.RichText;

/// <summary>A paragraph that is indented.</summary>
public sealed class AdfIndentedParagraph : AdfParagraphBase, IAdfBlock, IAdfLayoutColumnContent, IAdfBodiedSyncBlockContent
{
    /// <summary>Initializes a paragraph.</summary>
    /// <param name="indentation">How far the paragraph is indented, from 1 to 6.</param>
    /// <param name="content">The text and other content of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">The indentation is not from 1 to 6.</exception>
    public AdfIndentedParagraph(int indentation, IEnumerable<AdfInline> content)
        : base(content)
    {
        SetMark(new AdfIndentation(indentation));
    }

    internal AdfIndentedParagraph(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>How far the paragraph is indented, from 1 to 6.</summary>
    public int Indentation => FindMark<AdfIndentation>()!.Level;

    /// <summary>Whether the text is small.</summary>
    public bool IsSmall
    {
        get => FindMark<AdfFontSize>() is not null;
        init => SetMark(value ? AdfFontSize.Small : null);
    }
}
