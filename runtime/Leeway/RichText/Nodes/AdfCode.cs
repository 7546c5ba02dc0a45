namespace Leeway.RichText;

/// <summary>Code inside a line: text with the mark <c>code</c>, which the schema allows beside links and annotations only.</summary>
/// <remarks>Empty code can be created, but every node leaves it out of its content, because a document cannot contain it.</remarks>
public sealed class AdfCode : AdfCaptionInline
{
    /// <summary>Initializes code.</summary>
    /// <param name="text">The code.</param>
    public AdfCode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        AddMark(AdfCodeMark.Instance);
    }

    /// <summary>Initializes code with marks.</summary>
    /// <param name="text">The code.</param>
    /// <param name="marks">The other marks, in the order in which they are written.</param>
    public AdfCode(string text, IEnumerable<IAdfCodeMark> marks)
        : this(text)
    {
        ArgumentNullException.ThrowIfNull(marks);
        foreach (IAdfCodeMark mark in marks)
        {
            ArgumentNullException.ThrowIfNull(mark, nameof(marks));
            AddMark(mark.Mark);
        }
    }

    internal AdfCode(in AdfNodeParts parts)
        : base(in parts)
    {
        Text = parts.Text!;
    }

    private AdfCode(AdfCode other, AdfMark[] marks)
        : base(other, marks)
    {
        Text = other.Text;
    }

    /// <summary>The code.</summary>
    public string Text { get; }

    internal override AdfNodeKind NodeKind => AdfText.Definition;

    internal override string? OwnText => Text;

    /// <summary>Returns this code with a mark, which replaces a mark of its type.</summary>
    /// <param name="mark">The mark.</param>
    public AdfCode WithMark(IAdfCodeMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return new AdfCode(this, ReplaceMark(mark.Mark));
    }

    internal override void AppendText(AdfPlainText text) => text.Append(Text);
}
