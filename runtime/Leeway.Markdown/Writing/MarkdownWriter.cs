using System.Net;
using Leeway.Markdown.Embedding;
using Leeway.Markdown.Parsing;
using Leeway.RichText;

namespace Leeway.Markdown.Writing;

/// <summary>Converts a document to Markdown.</summary>
internal sealed class MarkdownWriter
{
    private const int MaxItemNumber = 999_999_999;

    private readonly MarkdownOptions _options;
    private readonly InlineWriter _inlines;
    private readonly TableWriter _tables;
    private readonly LineWriter _lines = new();

    private MarkdownWriter(MarkdownOptions options)
    {
        _options = options;
        _inlines = new InlineWriter(options);
        _tables = new TableWriter(_inlines);
    }

    private bool IsExact => _options.Fidelity == MarkdownFidelity.Exact;

    public static string Write(AdfDocument document, MarkdownOptions options)
    {
        var writer = new MarkdownWriter(options);
        writer.WriteBlocks([.. document.Content.Cast<AdfNode>()]);
        return writer._lines.ToString();
    }

    /// <summary>Writes blocks with blank lines between them.</summary>
    /// <param name="nodes">The blocks.</param>
    /// <param name="outerMarker">The marker of the list whose item starts with the first block; null if there is none.</param>
    private void WriteBlocks(IReadOnlyList<AdfNode> nodes, char? outerMarker = null)
    {
        char? lastMarker = outerMarker;
        AdfNode? before = null;
        foreach (AdfNode node in nodes)
        {
            if (before is not null && !(outerMarker is not null && CanFollowDirectly(before, node)))
            {
                _lines.WriteLine("");
            }

            lastMarker = WriteBlock(node, lastMarker);
            before = node;
        }
    }

    /// <summary>Whether a list needs no blank line after a paragraph. One that is empty or does not start with 1 would be text of the paragraph.</summary>
    private static bool CanFollowDirectly(AdfNode before, AdfNode node) =>
        before is AdfParagraph { Content.Count: > 0 }
        && (node is AdfTaskList
            || node is AdfBulletList or AdfOrderedList { Order: null or 1 } && node.Children is [AdfListItem { Content: [AdfParagraph { Content.Count: > 0 }, ..] }, ..]);

    /// <summary>Writes a block.</summary>
    /// <param name="node">The block.</param>
    /// <param name="lastMarker">The marker of the list directly before, which the marker of a list must differ from.</param>
    /// <returns>The marker of the list that was written; null for other blocks.</returns>
    private char? WriteBlock(AdfNode node, char? lastMarker)
    {
        switch (node)
        {
            case AdfBulletList or AdfTaskList when CanWriteList(node):
                char bullet = lastMarker == '-' ? '+' : '-';
                WriteItems(node, bullet, start: null);
                return bullet;
            case AdfOrderedList { Order: var order } when CanWriteList(node):
                char delimiter = lastMarker == '.' ? ')' : '.';
                WriteItems(node, delimiter, order <= MaxItemNumber - node.Children.Count ? order : 1);
                return delimiter;
            case AdfParagraphBase paragraph when CanWriteParagraph(paragraph):
                _lines.WriteLine(paragraph.Content.Count == 0 ? "<br>" : _inlines.Write(paragraph.Content, TextPlace.None));
                break;
            case AdfHeadingBase heading when CanWrite(node, node is AdfHeading):
                _lines.WriteLine($"{new string('#', heading.Level)} {_inlines.Write(heading.Content, TextPlace.Heading)}".TrimEnd(' '));
                break;
            case AdfRule when CanWrite(node, true):
                _lines.WriteLine("---");
                break;
            case AdfBlockquote when CanWrite(node, true):
                WriteQuote(node.Children);
                break;
            case AdfPanel panel when CanWrite(node, CanBeAlert(panel)):
                WritePanel(panel);
                break;
            case AdfCodeBlockBase code when CanWrite(node, node is AdfCodeBlock && CanBeFence(code)):
                WriteFence(CanBeLanguage(code.Language) ? code.Language ?? "" : "", code.Text);
                break;
            case AdfExpandBase expand when CanWrite(node, node is AdfExpand && CanBeDetails(expand.Title)):
                WriteDetails(expand.Title, expand.Children);
                break;
            case AdfNestedExpand nested when CanWrite(node, nested.Title is null or "" || CanBeDetails(nested.Title)):
                WriteDetails(nested.Title, nested.Children);
                break;
            case AdfMediaSingle single when CanWriteImage(single):
                _lines.WriteLine(InlineWriter.WriteImage(single, TextPlace.None));
                break;
            case AdfTable table when _tables.TryWrite(table) is { } rows && !_lines.IsNested:
                _lines.WriteLine(rows);
                break;
            case var _ when IsExact:
                WriteFence(AdfFence.Language, node.ToJson());
                break;
            default:
                WriteReadable(node);
                break;
        }

        return null;
    }

    /// <summary>Whether a node is written as Markdown.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isComplete">Whether Markdown says all of it, apart from what the schema does not know.</param>
    private bool CanWrite(AdfNode node, bool isComplete) =>
        !IsExact || isComplete && UnknownParts.HasNone(node) && node.Marks.Count == 0;

    /// <summary>Whether a paragraph is written as Markdown. A line break alone would be read as an empty paragraph.</summary>
    private bool CanWriteParagraph(AdfNode node) => CanWrite(node, node is AdfParagraph { Content: not [AdfHardBreak] });

    private bool CanWriteList(AdfNode list)
    {
        bool isComplete = list is not AdfOrderedList { Order: { } order } || order <= MaxItemNumber - list.Children.Count;
        AdfNode? before = null;
        foreach (AdfNode item in list.Children)
        {
            isComplete &= CanWrite(item, item switch
            {
                AdfListItem or AdfTaskItem => true,
                AdfBlockTaskItem task => task.Content.Count > 1 && task.Children.All(c => c is AdfParagraph { Content.Count: > 0 } && CanWriteParagraph(c)),
                AdfTaskList => before is AdfTaskItem or AdfBlockTaskItem && CanWriteList(item),
                _ => false,
            });
            before = item;
        }

        return CanWrite(list, isComplete);
    }

    private void WriteItems(AdfNode list, char marker, int? start)
    {
        int number = start ?? 0;
        IReadOnlyList<AdfNode> items = list.Children;
        for (int i = 0; i < items.Count; i++)
        {
            string text = start is null ? $"{marker} " : $"{number++}{marker} ";
            _lines.Push(new string(' ', text.Length), text);
            if (items[i] is AdfTaskItem or AdfBlockTaskItem)
            {
                WriteTask(items[i], marker);
                while (i + 1 < items.Count && items[i + 1] is AdfTaskList inner)
                {
                    WriteItems(inner, marker, null);
                    i++;
                }
            }
            else if (items[i] is AdfTaskList inner)
            {
                WriteItems(inner, marker == '-' ? '+' : '-', null);
            }
            else
            {
                WriteContent(items[i].Children, marker);
            }

            _lines.Pop();
        }
    }

    private void WriteTask(AdfNode task, char marker)
    {
        AdfTaskState state = task is AdfTaskItem item ? item.State : ((AdfBlockTaskItem)task).State;
        string box = state == AdfTaskState.Done ? "[x]" : "[ ]";
        if (task is AdfTaskItem { Content: var content })
        {
            _lines.WriteLine(content.Count == 0 ? box : $"{box} {_inlines.Write(content, TextPlace.None)}");
            return;
        }

        IReadOnlyList<AdfNode> blocks = task.Children;
        bool startsWithText = blocks[0] is AdfParagraphBase;
        _lines.WriteLine(startsWithText ? $"{box} {_inlines.Write(((AdfParagraphBase)blocks[0]).Content, TextPlace.None)}" : box);
        foreach (AdfNode block in blocks.Skip(startsWithText ? 1 : 0))
        {
            _lines.WriteLine("");
            WriteBlock(block, marker);
        }
    }

    private void WriteQuote(IReadOnlyList<AdfNode> content)
    {
        _lines.Push("> ", "> ");
        WriteContent(content);
        _lines.Pop();
    }

    private void WritePanel(AdfPanel panel)
    {
        _lines.Push("> ", "> ");
        _lines.WriteLine(_options.HasPanels && AlertMarker.NameOf(panel.PanelType) is { } name ? $"[!{name}]" : $"**{panel.PanelType}**");

        // What directly follows the marker could make it a heading or a table.
        if (panel.Children is not [AdfParagraph { Content: [AdfText { Text: [var first, ..] }, ..] }, ..] || !char.IsLetter(first))
        {
            _lines.WriteLine("");
        }

        WriteContent(panel.Children);
        _lines.Pop();
    }

    /// <summary>Writes the content of a container. Nothing stands for one empty paragraph.</summary>
    private void WriteContent(IReadOnlyList<AdfNode> content, char? outerMarker = null)
    {
        if (!(content is [AdfParagraph { Content.Count: 0 } only] && CanWrite(only, true)))
        {
            WriteBlocks(content, outerMarker);
        }
    }

    private bool CanBeAlert(AdfPanel panel) =>
        _options.HasPanels && AlertMarker.NameOf(panel.PanelType) is not null && !_lines.IsNested
        && panel is { Icon: null, IconId: null, IconText: null, Color: null };

    private static bool CanBeFence(AdfCodeBlockBase code) =>
        code is { UniqueId: null, Wrap: null, HideLineNumbers: null } && CanBeLanguage(code.Language) && !code.Text.AsSpan().ContainsAny('\r', '\0')
        && (code.Children is [] || (code.Children is [AdfText { Marks.Count: 0 } text] && UnknownParts.HasNone(text)));

    /// <summary>Whether a language is read from the line of a fence as it is. Other text could end the line, or make the code something else.</summary>
    private static bool CanBeLanguage(string? language) => language is null
        || (language.Length > 0 && language != AdfFence.Language && language.All(static c => char.IsLetterOrDigit(c) || c is '+' or '-' or '#' or '.' or '_' or '/'));

    private void WriteFence(string language, string text)
    {
        string fence = new('`', Math.Max(3, LongestRun(text) + 1));
        _lines.WriteLine(fence + language);
        if (text.Length > 0)
        {
            _lines.WriteLine(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        }

        _lines.WriteLine(fence);
    }

    private static int LongestRun(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private bool CanBeDetails(string? title) => !_lines.IsNested && (title is null || title.Length > 0 && title.Trim() == title && !title.Any(char.IsControl) && title.ReplaceLineEndings(" ") == title);

    private void WriteDetails(string? title, IReadOnlyList<AdfNode> content)
    {
        _lines.WriteLine("<details>");
        if (!string.IsNullOrEmpty(title))
        {
            _lines.WriteLine($"<summary>{WebUtility.HtmlEncode(title.ReplaceLineEndings(" "))}</summary>");
        }

        _lines.WriteLine("");
        if (!(content is [AdfParagraph { Content.Count: 0 } only] && CanWrite(only, true)))
        {
            WriteBlocks(content);
            _lines.WriteLine("");
        }

        _lines.WriteLine("</details>");
    }

    private bool CanWriteImage(AdfMediaSingle single) => IsExact
        ? _inlines.CanWriteImage(single)
        : single.Media is AdfExternalMedia media && _options.AllowLink(media.Url) && (single.Link is not { } link || _options.AllowLink(link.Href));

    /// <summary>Writes what Markdown does not have as what is similar.</summary>
    private void WriteReadable(AdfNode node)
    {
        switch (node)
        {
            case AdfBlockCard { Url: { } url }:
                _lines.WriteLine(_inlines.WriteLink(url));
                break;
            case AdfEmbedCard { Url: var url }:
                _lines.WriteLine(_inlines.WriteLink(url));
                break;
            case AdfTable table:
                _lines.WriteLine(_tables.WriteReadable(table));
                break;
            case AdfDecisionList or AdfMediaGroup or AdfBulletList or AdfOrderedList or AdfTaskList:
                WriteReadableItems(node.Children);
                break;
            case { Children: [not AdfInline, ..] } and not AdfMediaSingle:
                WriteBlocks(node.Children);
                break;
            default:
                _lines.WriteLine(_inlines.Write([node.ToPlainText()], TextPlace.None));
                break;
        }
    }

    private void WriteReadableItems(IReadOnlyList<AdfNode> items)
    {
        foreach (AdfNode item in items)
        {
            _lines.Push("  ", "- ");
            _lines.WriteLine(_inlines.Write(item is AdfDecisionItem decision ? decision.Content : [item.ToPlainText()], TextPlace.None));
            _lines.Pop();
        }
    }
}
