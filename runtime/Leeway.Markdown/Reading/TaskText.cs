using Leeway.RichText;

namespace Leeway.Markdown.Reading;

/// <summary>Writes the marker of a task as text, where there can be no task.</summary>
internal static class TaskText
{
    /// <summary>Inserts a marker before the content of an item.</summary>
    public static List<IAdfNode> Insert(List<IAdfNode> content, bool isDone)
    {
        string marker = isDone ? "[x]" : "[ ]";
        if (content is not [AdfParagraph first, ..])
        {
            return [new AdfParagraph([marker]), .. content];
        }

        AdfParagraph marked = first.Content is [AdfText { Marks.Count: 0 } text, ..]
            ? new AdfParagraph([$"{marker} {text.Text}", .. first.Content.Skip(1)])
            : new AdfParagraph([first.Content.Count > 0 ? marker + " " : marker, .. first.Content]);
        return [marked, .. content.Skip(1)];
    }
}
