using Leeway.Markdown.Reading;

namespace Leeway.Markdown.Writing;

/// <summary>A kind of formatting with its value.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Value">The address or the color; otherwise null.</param>
/// <param name="Title">The title of a link; null if there is none.</param>
internal readonly record struct InlineMark(InlineMarkKind Kind, string? Value = null, string? Title = null)
{
    /// <summary>What starts and ends the formatting in Markdown; null if only tags do.</summary>
    public string? Delimiter => Kind switch
    {
        InlineMarkKind.Em => "*",
        InlineMarkKind.Strong => "**",
        InlineMarkKind.Strike => "~~",
        _ => null,
    };

    public string OpeningTag => Kind switch
    {
        InlineMarkKind.Color => $"<span style=\"color: {Value}\">",
        InlineMarkKind.Background => $"<span style=\"background-color: {Value}\">",
        _ => $"<{TagName}>",
    };

    public string ClosingTag => $"</{TagName}>";

    private string TagName => Kind switch
    {
        InlineMarkKind.Em => "em",
        InlineMarkKind.Strong => "strong",
        InlineMarkKind.Strike => "del",
        InlineMarkKind.Underline => "u",
        InlineMarkKind.SubSup => Value!,
        _ => "span",
    };

    /// <summary>Returns the mark of a kind in a format; null if the format has none.</summary>
    public static InlineMark? Find(InlineFormat format, InlineMarkKind kind) => kind switch
    {
        InlineMarkKind.Link => format.Href is null ? null : new InlineMark(kind, format.Href, format.Title),
        InlineMarkKind.Color => format.Color is null ? null : new InlineMark(kind, format.Color),
        InlineMarkKind.Background => format.Background is null ? null : new InlineMark(kind, format.Background),
        InlineMarkKind.Underline => format.IsUnderline ? new InlineMark(kind) : null,
        InlineMarkKind.SubSup => format.SubSup is null ? null : new InlineMark(kind, format.SubSup.IsSub ? "sub" : "sup"),
        InlineMarkKind.Strike => format.IsStrike ? new InlineMark(kind) : null,
        InlineMarkKind.Strong => format.IsStrong ? new InlineMark(kind) : null,
        _ => format.IsEm ? new InlineMark(kind) : null,
    };
}
