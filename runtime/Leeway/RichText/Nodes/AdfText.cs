namespace Leeway.RichText;

/// <summary>Text, with marks that format it. A string converts to text without marks.</summary>
/// <remarks>Empty text can be created, but every node leaves it out of its content, because a document cannot contain it.</remarks>
public sealed class AdfText : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new("text", Create, default, [], null, AdfMarkTypes.OfText | AdfMarkTypes.Code);

    /// <summary>Initializes text without marks.</summary>
    /// <param name="text">The text.</param>
    public AdfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>Initializes text with marks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="marks">The marks, in the order in which they are written.</param>
    public AdfText(string text, IEnumerable<IAdfTextMark> marks)
        : this(text)
    {
        ArgumentNullException.ThrowIfNull(marks);
        foreach (IAdfTextMark mark in marks)
        {
            ArgumentNullException.ThrowIfNull(mark, nameof(marks));
            AddMark(mark.Mark);
        }
    }

    private AdfText(AdfText other, AdfMark[] marks)
        : base(other, marks)
    {
        Text = other.Text;
    }

    private AdfText(in AdfNodeParts parts)
        : base(in parts)
    {
        Text = parts.Text!;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    internal override AdfNodeKind NodeKind => Definition;

    internal override string? OwnText => Text;

    /// <summary>Returns this text with a mark, which replaces a mark of its type.</summary>
    /// <param name="mark">The mark.</param>
    public AdfText WithMark(IAdfTextMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return new AdfText(this, ReplaceMark(mark.Mark));
    }

    /// <summary>Converts a string to text without marks.</summary>
    public static implicit operator AdfText(string text) => new(text);

    internal override void AppendText(AdfPlainText text) => text.Append(Text);

    private static AdfNode? Create(in AdfNodeParts parts)
    {
        if (parts.Text is null)
        {
            return null;
        }

        if ((parts.MarkTypes & AdfMarkTypes.Code) == 0)
        {
            return new AdfText(in parts);
        }

        return (parts.MarkTypes & ~AdfMarkTypes.OfCode) == 0 ? new AdfCode(in parts) : null;
    }
}
