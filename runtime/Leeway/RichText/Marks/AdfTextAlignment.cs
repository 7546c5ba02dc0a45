namespace Leeway.RichText;

/// <summary>The alignment of a paragraph or a heading. The default of a document is the start of the line.</summary>
public enum AdfTextAlignment
{
    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the end of the line.</summary>
    End,
}
