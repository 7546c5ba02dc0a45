using System.Text;
using Leeway.Markdown.Embedding;
using Leeway.Markdown.Options;
using Leeway.RichText;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Leeway.Markdown.Reading;

/// <summary>Converts the content of paragraphs, headings and cells. Takes no stack for nested syntax, which can be deep.</summary>
internal sealed class InlineReader(MarkdownOptions options, int markdownLength)
{
    private readonly LinkBudget _links = new(markdownLength);

    /// <summary>Reads text.</summary>
    /// <param name="block">The block that holds it.</param>
    /// <param name="format">The format of all of it.</param>
    public List<AdfInline> Read(LeafBlock block, InlineFormat format = default)
    {
        InlineText output = CreateText();
        Read(block, format, output);
        return output.Complete();
    }

    /// <summary>Creates what the text of several blocks can be read into.</summary>
    public InlineText CreateText() => new(options.ResolveMention, _links);

    /// <inheritdoc cref="Read(LeafBlock, InlineFormat)"/>
    public void Read(LeafBlock block, InlineFormat format, InlineText output)
    {
        Stack<Frame> frames = [];
        Frame? frame = block.Inline is { } root ? new Frame(root, format) : null;
        while (frame is not null)
        {
            if (frame.Next is not { } inline)
            {
                frames.TryPop(out frame);
                continue;
            }

            frame.Next = inline.NextSibling;
            if (inline is ContainerInline container)
            {
                if (Enter(container, frame.Format, output) is { } inner)
                {
                    frames.Push(frame);
                    frame = new Frame(container, inner);
                }
            }
            else
            {
                ReadLeaf(inline, frame, output);
            }
        }
    }

    /// <summary>Reads an image that is alone in a paragraph, also with a link; null if the paragraph is another one.</summary>
    public AdfMediaSingle? ReadImage(LeafBlock paragraph)
    {
        if (paragraph.Inline is not { FirstChild: LinkInline { NextSibling: null } only })
        {
            return null;
        }

        LinkInline? around = only.IsImage ? null : only;
        if ((around is null ? only : only.FirstChild) is not LinkInline { IsImage: true, NextSibling: null } image
            || around is not null && !options.AllowLink(around.Url ?? "") || CreateMedia(image) is not { } media)
        {
            return null;
        }

        AdfCaption? caption = string.IsNullOrEmpty(image.Title) ? null : new AdfCaption([image.Title]);
        return new AdfMediaSingle(media, caption)
        {
            Link = around is null ? null : new AdfLink(around.Url ?? "") { Title = around.Title },
        };
    }

    /// <summary>Returns text whose lines are separated by breaks.</summary>
    public static List<AdfInline> ReadLines(string text)
    {
        InlineText output = new(null, new LinkBudget(text.Length));
        bool isFirst = true;
        foreach (Range line in text.AsSpan().Split('\n'))
        {
            if (!isFirst)
            {
                output.Append(new AdfHardBreak());
            }

            output.Append(text.AsSpan(line), default);
            isFirst = false;
        }

        return output.Complete();
    }

    private IAdfMedia? CreateMedia(LinkInline image)
    {
        string url = image.Url ?? "";
        string alt = GetText(image);
        string? title = string.IsNullOrEmpty(image.Title) ? null : image.Title;
        return options.ResolveImage?.Invoke(new MarkdownImage(url, alt.Length > 0 ? alt : null, title))
            ?? (options.Images == MarkdownImageHandling.External && LinkPolicy.IsWeb(url) ? new AdfExternalMedia(url) { Alt = alt.Length > 0 ? alt : null } : null);
    }

    /// <summary>Returns the format of what is in a container; null if the container was read as a whole.</summary>
    private InlineFormat? Enter(ContainerInline container, InlineFormat format, InlineText output)
    {
        switch (container)
        {
            case EmphasisInline { DelimiterChar: '~' }:
                return format with { IsStrike = true };
            case EmphasisInline emphasis:
                return emphasis.DelimiterCount == 2 ? format with { IsStrong = true } : format with { IsEm = true };
            case LinkInline { IsImage: true } image:
                string text = GetText(image);
                output.Append(text.Length > 0 ? text : image.Url, WithLink(format, image));
                return null;
            case LinkInline link when ReadReference(link) is { } node:
                output.Append(node);
                return null;
            case LinkInline link:
                return WithLink(format, link);
            case DelimiterInline delimiter:
                output.Append(delimiter.ToLiteral(), format);
                return format;
            default:
                return format;
        }
    }

    private InlineFormat WithLink(InlineFormat format, LinkInline link)
    {
        string url = link.Url ?? "";

        // The outer one of two links is that of an image.
        return format.Href is not null || !options.AllowLink(url)
            ? format
            : format with { Href = url, Title = string.IsNullOrEmpty(link.Title) || AdfReference.IsCard(link.Title) ? null : link.Title };
    }

    /// <summary>Reads a link that stands for a node; null if it is only a link.</summary>
    private AdfInline? ReadReference(LinkInline link)
    {
        if (!AdfReference.IsReference(link.Url, link.Title))
        {
            return null;
        }

        string text = GetText(link);
        AdfInline? node = AdfReference.Read(link.Url!, link.Title, text);
        return node is AdfMention mention && options.ResolveMention is { } resolve
            ? resolve(new MarkdownMention(text.TrimStart('@'), mention.Id))
            : options.ReadsAdf ? node : null;
    }

    private void ReadLeaf(Inline inline, Frame frame, InlineText output)
    {
        switch (inline)
        {
            case LiteralInline literal:
                output.Append(literal.Content.AsSpan(), frame.Format, literal.IsFirstCharacterEscaped);
                break;
            case HtmlEntityInline entity:
                output.Append(entity.Transcoded.AsSpan(), frame.Format, isEscaped: true);
                break;
            case CodeInline code:
                output.Append(code.ContentSpan, frame.Format with { IsCode = true });
                break;
            case AutolinkInline link:
                string href = link.IsEmail ? "mailto:" + link.Url : link.Url;
                output.Append(link.Url, frame.Format.Href is null && options.AllowLink(href) ? frame.Format with { Href = href } : frame.Format);
                break;
            case LineBreakInline { IsHard: true }:
                output.Append(new AdfHardBreak());
                break;
            case LineBreakInline:
                output.Append(" ", frame.Format);
                break;
            case HtmlInline tag:
                ReadTag(tag, frame, output);
                break;
        }
    }

    private void ReadTag(HtmlInline tag, Frame frame, InlineText output)
    {
        if (HtmlTag.IsBreak(tag.Tag))
        {
            output.Append(new AdfHardBreak());
        }
        else if (!frame.TryEnterOrLeave(tag) && !HtmlTag.IsComment(tag.Tag) && options.Html != MarkdownHtmlHandling.Remove)
        {
            output.Append(tag.Tag, frame.Format with { IsCode = frame.Format.IsCode || options.Html == MarkdownHtmlHandling.Code });
        }
    }

    /// <summary>Returns the text of a container without formatting.</summary>
    private static string GetText(ContainerInline container)
    {
        StringBuilder text = new();
        Inline? inline = container.FirstChild;
        while (inline is not null)
        {
            _ = inline switch
            {
                LiteralInline literal => text.Append(literal.Content.AsSpan()),
                HtmlEntityInline entity => text.Append(entity.Transcoded.AsSpan()),
                CodeInline code => text.Append(code.ContentSpan),
                AutolinkInline link => text.Append(link.Url),
                LineBreakInline => text.Append(' '),
                DelimiterInline delimiter => text.Append(delimiter.ToLiteral()),
                _ => text,
            };
            if (inline is ContainerInline { FirstChild: { } child })
            {
                inline = child;
                continue;
            }

            while (inline is not null && inline.NextSibling is null)
            {
                inline = ReferenceEquals(inline.Parent, container) ? null : inline.Parent;
            }

            inline = inline?.NextSibling;
        }

        return text.ToString();
    }

    /// <summary>A container that is being read.</summary>
    private sealed class Frame(ContainerInline container, InlineFormat format)
    {
        private readonly Stack<InlineFormat> _outer = [];
        private Dictionary<Inline, Func<InlineFormat, InlineFormat>?>? _tags;

        public Inline? Next { get; set; } = container.FirstChild;

        public InlineFormat Format { get; private set; } = format;

        /// <summary>Applies a tag of formatting. Returns false if the tag is another one.</summary>
        public bool TryEnterOrLeave(HtmlInline tag)
        {
            _tags ??= HtmlTag.Match(container);
            if (!_tags.TryGetValue(tag, out Func<InlineFormat, InlineFormat>? format))
            {
                return false;
            }

            if (format is null)
            {
                Format = _outer.Pop();
            }
            else
            {
                _outer.Push(Format);
                Format = format(Format);
            }

            return true;
        }
    }
}
