using System.Text;
using Leeway.Markdown.Embedding;
using Leeway.Markdown.Options;
using Leeway.Markdown.Reading;
using Leeway.RichText;

namespace Leeway.Markdown.Writing;

/// <summary>Writes the content of a line.</summary>
internal sealed class InlineWriter(MarkdownOptions options)
{
    private bool IsExact => options.Fidelity == MarkdownFidelity.Exact;

    /// <summary>Writes content. Line feeds in the result are line breaks, except in headings and cells, which have one line.</summary>
    public string Write(IEnumerable<AdfInline> content, TextPlace place)
    {
        List<InlineItem> items = [];
        foreach (AdfInline node in content)
        {
            AddItem(items, node);
        }

        InlineItem.FillGaps(items);
        List<InlineToken> tokens = InlineTokens.Create(items);
        Delimiters.Choose(tokens);
        return Write(tokens, place);
    }

    /// <summary>Whether Markdown says all of an image, and is read as this image.</summary>
    public bool CanWriteImage(AdfMediaSingle single) =>
        options is { Images: MarkdownImageHandling.External, ResolveImage: null }
        && single is { Layout: AdfMediaLayout.Center, Width: null, Media: AdfExternalMedia media } && UnknownParts.HasNone(single)
        && CanWriteMedia(media) && CanWriteCaption(single.Caption)
        && (single.Marks.Count == 0 || single.Marks is [AdfLink link] && CanWriteLink(link));

    /// <summary>Writes an image from an address.</summary>
    public static string WriteImage(AdfMediaSingle single, TextPlace place)
    {
        var media = (AdfExternalMedia)single.Media;
        StringBuilder output = new();
        output.Append(single.Link is null ? "![" : "[![");
        MarkdownEscape.AppendText(output, media.Alt ?? "", place | TextPlace.Link);
        output.Append(']');
        string? title = single.Caption?.ToPlainText();
        MarkdownEscape.AppendTarget(output, media.Url, string.IsNullOrEmpty(title) ? null : title, place);
        if (single.Link is { } link)
        {
            output.Append(']');
            MarkdownEscape.AppendTarget(output, link.Href, link.Title, place);
        }

        return output.ToString();
    }

    private static bool CanWriteMedia(AdfExternalMedia media) =>
        media is { Width: null, Height: null, Alt: null or { Length: > 0 }, Marks.Count: 0 } && UnknownParts.HasNone(media)
        && LinkPolicy.IsWeb(media.Url) && !HasNul(media.Url) && !HasNul(media.Alt);

    private static bool CanWriteCaption(AdfCaption? caption) =>
        caption is null || caption.Content is [AdfText { Marks.Count: 0 } text] && UnknownParts.HasNone(caption) && UnknownParts.HasNone(text) && !HasNul(text.Text);

    private bool CanWriteLink(AdfLink link) =>
        link.Title is null && UnknownParts.HasNone(link) && options.AllowLink(link.Href) && !HasNul(link.Href) && !AdfReference.IsReference(link.Href, link.Title);

    /// <summary>Whether text contains the character that Markdown replaces.</summary>
    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) is true;

    /// <summary>Writes a link whose text is its address.</summary>
    public string WriteLink(string url) => Write([new AdfText(url, [new AdfLink(url)])], TextPlace.None);

    private void AddItem(List<InlineItem> items, AdfInline node)
    {
        if (node is AdfText or AdfCode && InlineItem.TryRead(node, options.AllowLink, IsExact) is { } text)
        {
            AddText(items, text);
        }
        else if (IsExact && !(node is AdfHardBreak && UnknownParts.HasNone(node)))
        {
            items.Add(new InlineItem(node));
        }
        else
        {
            switch (node)
            {
                case AdfHardBreak:
                    items.Add(InlineItem.CreateBreak());
                    break;
                case AdfStatus status:
                    AddText(items, new InlineItem(status.Text, new InlineFormat { IsCode = true }));
                    break;
                case AdfInlineCard { Url: { } url }:
                    AddText(items, new InlineItem(url, options.AllowLink(url) ? new InlineFormat { Href = url } : default));
                    break;
                case AdfMediaInline media:
                    AddText(items, new InlineItem(media.Alt ?? "", default));
                    break;
                default:
                    AddText(items, new InlineItem(node.ToPlainText(), default));
                    break;
            }
        }
    }

    /// <summary>Adds text, which joins the text before it if that has the same format.</summary>
    private void AddText(List<InlineItem> items, InlineItem text)
    {
        if (text.Text!.Length == 0)
        {
            return;
        }

        if (!IsExact && text.Format is { IsCode: false } format && (format.IsStrong || format.IsEm || format.IsStrike))
        {
            // Markdown cannot mark white space at the ends.
            InlineFormat plain = format with { IsStrong = false, IsEm = false, IsStrike = false };
            string trimmed = text.Text.TrimStart(' ');
            Join(items, new InlineItem(text.Text[..^trimmed.Length], plain));
            string inner = trimmed.TrimEnd(' ');
            Join(items, new InlineItem(inner, format));
            Join(items, new InlineItem(trimmed[inner.Length..], plain));
        }
        else
        {
            Join(items, text);
        }
    }

    private static void Join(List<InlineItem> items, InlineItem text)
    {
        if (items is [.., { Text: { } before } last] && last.Format == text.Format)
        {
            items[^1] = new InlineItem(before + text.Text, text.Format);
        }
        else if (text.Text!.Length > 0)
        {
            items.Add(text);
        }
    }

    private static string Write(List<InlineToken> tokens, TextPlace place)
    {
        StringBuilder output = new();
        int lastText = tokens.FindLastIndex(static token => token.Item is { IsBreak: false });
        for (int i = 0; i < tokens.Count; i++)
        {
            InlineToken token = tokens[i];
            TextPlace here = place | PlaceOf(output, tokens, i);
            if (token.Item is { } item)
            {
                WriteItem(output, item, here, isTrailing: i > lastText);
            }
            else if (!token.IsOpening)
            {
                WriteEnd(output, token, here);
            }
            else if (IsBareUrl(tokens, i, here))
            {
                output.Append('<').Append(tokens[i + 1].Item!.Text).Append('>');
                i += 2;
            }
            else
            {
                output.Append(token.Opening);
            }
        }

        return output.ToString();
    }

    private static TextPlace PlaceOf(StringBuilder output, List<InlineToken> tokens, int i)
    {
        bool isFirst = output.Length == 0;
        bool isLineStart = isFirst || output[^1] == '\n';
        bool isLineEnd = i + 1 == tokens.Count || tokens[i + 1].Item is { IsBreak: true };
        return (isLineStart ? TextPlace.LineStart : 0) | (isLineStart && !isFirst ? TextPlace.NextLine : 0) | (isLineEnd ? TextPlace.LineEnd : 0)
            | (tokens[i].IsInLink ? TextPlace.Link : 0);
    }

    private static void WriteItem(StringBuilder output, InlineItem item, TextPlace place, bool isTrailing)
    {
        if (item.IsBreak)
        {
            // A break at the end of a paragraph, and one in a single line, has no other form.
            output.Append(isTrailing || (place & (TextPlace.Heading | TextPlace.Cell)) != 0 ? "<br>" : "\\\n");
        }
        else if (item.Node is { } node)
        {
            (string url, string? title) = AdfReference.Write(node);
            output.Append('[');
            string label = node.ToPlainText();
            MarkdownEscape.AppendText(output, label, (place | TextPlace.Link) & ~(TextPlace.LineStart | TextPlace.LineEnd));
            output.Append(']');
            MarkdownEscape.AppendTarget(output, url, title, place);
        }
        else if (!item.Format.IsCode)
        {
            MarkdownEscape.AppendText(output, item.Text!, place);
        }
        else if (!MarkdownEscape.TryAppendCode(output, item.Text!, place))
        {
            output.Append("<code>");
            MarkdownEscape.AppendText(output, item.Text!, place & ~(TextPlace.LineStart | TextPlace.LineEnd));
            output.Append("</code>");
        }
    }

    private static void WriteEnd(StringBuilder output, InlineToken token, TextPlace place)
    {
        if (token.Mark.Kind == InlineMarkKind.Link)
        {
            output.Append(']');
            MarkdownEscape.AppendTarget(output, token.Mark.Value!, token.Mark.Title, place);
        }
        else
        {
            output.Append(token.Closing);
        }
    }

    /// <summary>Whether a link has its address as its text, and can be that address in angle brackets.</summary>
    private static bool IsBareUrl(List<InlineToken> tokens, int i, TextPlace place)
    {
        InlineMark mark = tokens[i].Mark;
        return mark is { Kind: InlineMarkKind.Link, Title: null, Value: { } url } && LinkPolicy.IsWeb(url) && i + 2 < tokens.Count
            && tokens[i + 1].Item is { Text: { } text, Format.IsCode: false } && text == url && tokens[i + 2] is { Item: null, IsOpening: false }
            && url.All(static c => c is not ('<' or '>' or '\\' or '&' or '`' or '|') && !char.IsWhiteSpace(c) && !char.IsControl(c));
    }
}
