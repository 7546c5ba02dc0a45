using Leeway.RichText;

namespace Leeway.Runtime.Tests.Markdown;

internal static class NodeExtensions
{
    /// <summary>Returns a list that starts with another number.</summary>
    public static AdfOrderedList From(this AdfOrderedList list, int order) => new(list.Content) { Order = order };

    /// <summary>Returns text with its marks in the order in which Markdown's are written.</summary>
    public static AdfText Ordered(this AdfText text) => new(text.Text, text.Marks.Cast<IAdfTextMark>().OrderBy(static mark => mark.Type == "em" ? 0 : 1));
}
