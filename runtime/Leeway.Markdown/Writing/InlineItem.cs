using System.Text.Json;
using Leeway.Markdown.Embedding;
using Leeway.Markdown.Reading;
using Leeway.RichText;

namespace Leeway.Markdown.Writing;

/// <summary>Text with one format, or a node or a line break between texts.</summary>
internal sealed class InlineItem
{
    public InlineItem(string text, InlineFormat format)
    {
        Text = text;
        Format = format;
    }

    public InlineItem(AdfInline node)
    {
        Node = node;
    }

    private InlineItem()
    {
    }

    /// <summary>The text; null for a node and a line break.</summary>
    public string? Text { get; }

    /// <summary>The node; null for text and a line break.</summary>
    public AdfInline? Node { get; }

    public InlineFormat Format { get; private set; }

    public bool IsBreak { get; private init; }

    public static InlineItem CreateBreak() => new() { IsBreak = true };

    /// <summary>Reads a text node.</summary>
    /// <param name="node">The text or the code.</param>
    /// <param name="allowLink">Decides whether an address can be a link. The text of other links is read without the link.</param>
    /// <param name="isExact">Whether to return null if Markdown cannot say all of it. Otherwise, what it cannot say is left out.</param>
    public static InlineItem? TryRead(AdfInline node, Func<string, bool> allowLink, bool isExact)
    {
        string text = node is AdfCode code ? code.Text : ((AdfText)node).Text;
        var format = new InlineFormat { IsCode = node is AdfCode };
        bool isComplete = node.UnknownMembers.Count == 0 && !text.Contains('\0', StringComparison.Ordinal);
        foreach (AdfMark mark in node.Marks)
        {
            isComplete &= UnknownParts.HasNone(mark);
            switch (mark)
            {
                case AdfLink link:
                    isComplete &= !isExact || IsComplete(node, link, allowLink);
                    format = allowLink(link.Href) ? format with { Href = link.Href, Title = link.Title } : format;
                    break;
                case AdfEm:
                    format = format with { IsEm = true };
                    break;
                case AdfStrong:
                    format = format with { IsStrong = true };
                    break;
                case AdfStrike:
                    format = format with { IsStrike = true };
                    break;
                case AdfSubSup subSup:
                    format = format with { SubSup = subSup.IsSub ? AdfSubSup.Sub : AdfSubSup.Sup };
                    break;
                case AdfUnderline:
                    format = format with { IsUnderline = true };
                    break;
                case AdfTextColor color:
                    format = format with { Color = color.Color };
                    break;
                case AdfBackgroundColor color:
                    format = format with { Background = color.Color };
                    break;
                case not AdfCodeMark:
                    isComplete = false;
                    break;
            }
        }

        return isComplete || !isExact ? new InlineItem(text, format) : null;
    }

    /// <summary>
    /// Gives nodes and code the formatting that the texts before and after them share, so that the formatting need not end and start again. It
    /// has no effect on them when it is read.
    /// </summary>
    public static void FillGaps(List<InlineItem> items)
    {
        InlineFormat before = default;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is { Text: not null, Format.IsCode: false })
            {
                before = items[i].Format;
                continue;
            }

            int end = i;
            while (end < items.Count && items[end] is not { Text: not null, Format.IsCode: false })
            {
                end++;
            }

            InlineFormat common = end < items.Count ? Intersect(before, items[end].Format) : default;
            for (; i < end; i++)
            {
                InlineItem item = items[i];
                bool isInLink = item.IsBreak && common.Href is not null;
                item.Format = common with
                {
                    IsCode = item.Format.IsCode,
                    Href = isInLink ? common.Href : item.Format.Href,
                    Title = isInLink ? common.Title : item.Format.Title,
                };
            }

            i--;
        }
    }

    private static bool IsComplete(AdfInline node, AdfLink link, Func<string, bool> allowLink) =>
        allowLink(link.Href) && !link.Href.Contains('\0', StringComparison.Ordinal)
        && (link.Title is null || link.Title.Length > 0 && !link.Title.Contains('\0', StringComparison.Ordinal))
        && !AdfReference.IsReference(link.Href, link.Title)
        && !HasOtherAttributes(node);

    /// <summary>Whether the link of a text has attributes of files, which have no property.</summary>
    private static bool HasOtherAttributes(AdfInline node)
    {
        using var json = JsonDocument.Parse(node.ToJson());
        foreach (JsonElement mark in json.RootElement.GetProperty("marks").EnumerateArray())
        {
            if (mark.GetProperty("type").ValueEquals("link") && mark.GetProperty("attrs").EnumerateObject().Any(static a => a.Name is not ("href" or "title")))
            {
                return true;
            }
        }

        return false;
    }

    private static InlineFormat Intersect(InlineFormat a, InlineFormat b) => new()
    {
        Href = a.Href == b.Href && a.Title == b.Title ? a.Href : null,
        Title = a.Href == b.Href && a.Title == b.Title ? a.Title : null,
        IsEm = a.IsEm && b.IsEm,
        IsStrong = a.IsStrong && b.IsStrong,
        IsStrike = a.IsStrike && b.IsStrike,
        IsUnderline = a.IsUnderline && b.IsUnderline,
        SubSup = a.SubSup == b.SubSup ? a.SubSup : null,
        Color = a.Color == b.Color ? a.Color : null,
        Background = a.Background == b.Background ? a.Background : null,
    };
}
