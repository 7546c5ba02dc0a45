using Leeway.RichText;

namespace Leeway.Markdown.Reading;

/// <summary>The marks of text that Markdown can say.</summary>
internal readonly record struct InlineFormat
{
    /// <summary>The format of a heading at a place that allows only paragraphs.</summary>
    public static readonly InlineFormat OfHeading = new() { IsStrong = true };

    public string? Href { get; init; }

    public string? Title { get; init; }

    public bool IsEm { get; init; }

    public bool IsStrong { get; init; }

    public bool IsStrike { get; init; }

    public AdfSubSup? SubSup { get; init; }

    public bool IsUnderline { get; init; }

    public string? Color { get; init; }

    public string? Background { get; init; }

    /// <summary>Whether the text is code, which can only be a link beside that.</summary>
    public bool IsCode { get; init; }

    /// <summary>Creates text with this format. The marks have the order of Atlassian's editor.</summary>
    public AdfInline CreateText(string text)
    {
        AdfLink? link = Href is null ? null : new AdfLink(Href) { Title = Title };
        if (IsCode)
        {
            return new AdfCode(text, link is null ? [] : [link]);
        }

        List<IAdfTextMark> marks = [];
        Add(link);
        Add(IsEm ? AdfEm.Instance : null);
        Add(IsStrong ? AdfStrong.Instance : null);
        Add(Color is null ? null : new AdfTextColor(Color));
        Add(Background is null ? null : new AdfBackgroundColor(Background));
        Add(IsStrike ? AdfStrike.Instance : null);
        Add(SubSup);
        Add(IsUnderline ? AdfUnderline.Instance : null);
        return new AdfText(text, marks);

        void Add(IAdfTextMark? mark)
        {
            if (mark is not null)
            {
                marks.Add(mark);
            }
        }
    }
}
