using System.Globalization;
using Leeway.Markdown.Embedding;
using Leeway.Markdown.Parsing;
using Leeway.RichText;
using Markdig.Syntax;

namespace Leeway.Markdown.Reading;

/// <summary>Converts Markdown to a document. What a place does not allow becomes something similar that it allows.</summary>
internal sealed class MarkdownReader
{
    /// <summary>The maximum depth of lists. The JSON of a document has a maximum depth, and each list in a list needs four levels.</summary>
    private const int MaxListDepth = 32;

    private readonly MarkdownOptions _options;
    private readonly InlineReader _inlines;
    private readonly TableReader _tables;
    private readonly LocalIds _ids;
    private int _listDepth;

    private MarkdownReader(string markdown, MarkdownOptions options)
    {
        _options = options;
        _inlines = new InlineReader(options, markdown.Length);
        _tables = new TableReader(_inlines);
        _ids = new LocalIds(markdown, options.CreateLocalId);
    }

    public static AdfDocument Read(string markdown, MarkdownOptions options)
    {
        MarkdownDocument document = MarkdownSyntax.Parse(markdown, options.ReadsTables, options.ReadsTaskLists, options.HasPanels);
        return AdfDocument.Of(new MarkdownReader(markdown, options).ReadBlocks(document, BlockPlace.Document).Cast<IAdfBlock>());
    }

    /// <summary>Whether a place allows headings and rules.</summary>
    private static bool AllowsHeadings(BlockPlace place) => place is not (BlockPlace.Quote or BlockPlace.ListItem);

    /// <summary>Whether a place allows quotes and panels.</summary>
    private static bool AllowsQuotes(BlockPlace place) => place is BlockPlace.Document or BlockPlace.Expand or BlockPlace.NestedExpand;

    private List<IAdfNode> ReadBlocks(ContainerBlock container, BlockPlace place)
    {
        List<IAdfNode> output = [];
        ReadBlocks(container, place, output);
        return output;
    }

    private void ReadBlocks(ContainerBlock container, BlockPlace place, List<IAdfNode> output)
    {
        DetailsTags? details = DetailsTags.Find(container);
        ReadRange(container, 0, container.Count, place, details, output);
    }

    private void ReadRange(ContainerBlock container, int start, int end, BlockPlace place, DetailsTags? details, List<IAdfNode> output)
    {
        for (int i = start; i < end; i++)
        {
            if (details?.FindEnd(i) is { } close)
            {
                i = ReadDetails(container, i, close, place, details, output);
            }
            else if (details?.IsEnd(i) is not true)
            {
                ReadBlock(container[i], place, output);
            }
        }
    }

    private void ReadBlock(Block block, BlockPlace place, List<IAdfNode> output)
    {
        switch (block)
        {
            case HeadingBlock heading:
                output.Add(ReadHeading(heading, heading.Level, place));
                break;
            case ParagraphBlock heading when HeadingUnderline.LevelOf(heading) is { } level:
                output.Add(ReadHeading(heading, level, place));
                break;
            case ParagraphBlock paragraph:
                ReadParagraph(paragraph, output);
                break;
            case ThematicBreakBlock:
                if (AllowsHeadings(place))
                {
                    output.Add(new AdfRule());
                }

                break;
            case ListBlock list:
                ReadList(list, place, output);
                break;
            case QuoteBlock quote:
                ReadQuote(quote, place, output);
                break;
            case CodeBlock code:
                output.Add(ReadCode(code, place));
                break;
            case HtmlBlock html:
                ReadHtml(html, output);
                break;
            case TableBlock table when place is BlockPlace.Document or BlockPlace.Expand:
                output.Add(_tables.Read(table));
                break;
            case TableBlock table:
                output.Add(_tables.ReadAsText(table));
                break;
        }
    }

    private IAdfNode ReadHeading(LeafBlock heading, int level, BlockPlace place) => AllowsHeadings(place)
        ? new AdfHeading(level, _inlines.Read(heading))
        : new AdfParagraph(_inlines.Read(heading, InlineFormat.OfHeading));

    private void ReadParagraph(ParagraphBlock paragraph, List<IAdfNode> output)
    {
        // One without any syntax is left of a marker, or of the lines of a table.
        if (paragraph.Inline?.FirstChild is not null)
        {
            output.Add(_inlines.ReadImage(paragraph) ?? (IAdfNode)new AdfParagraph(_inlines.Read(paragraph)));
        }
    }

    private void ReadQuote(QuoteBlock quote, BlockPlace place, List<IAdfNode> output)
    {
        if (AllowsQuotes(place) && AlertMarker.TypeOf(quote) is { } type)
        {
            output.Add(new AdfPanel(type, ReadBlocks(quote, BlockPlace.Panel).Cast<IAdfPanelContent>()));
        }
        else if (AllowsQuotes(place))
        {
            output.Add(new AdfBlockquote(ReadBlocks(quote, BlockPlace.Quote).Cast<IAdfBlockquoteContent>()));
        }
        else
        {
            ReadBlocks(quote, place, output);
        }
    }

    private IAdfNode ReadCode(CodeBlock code, BlockPlace place)
    {
        string text = code.Lines.ToString();
        string? language = code is FencedCodeBlock { Info: { Length: > 0 } info } ? info : null;
        return (_options.ReadsAdf && language == AdfFence.Language ? AdfFence.Read(text, place) : null) ?? new AdfCodeBlock(text) { Language = language };
    }

    private void ReadHtml(HtmlBlock html, List<IAdfNode> output)
    {
        string text = HtmlTag.RemoveComments(html.Lines.ToString()).Trim();
        if (HtmlTag.IsBreak(text))
        {
            output.Add(new AdfParagraph([]));
        }
        else if (text.Length > 0 && _options.Html != MarkdownHtmlHandling.Remove)
        {
            output.Add(_options.Html == MarkdownHtmlHandling.Code ? new AdfCodeBlock(text) { Language = "html" } : new AdfParagraph(InlineReader.ReadLines(text)));
        }
    }

    /// <summary>Reads what is between the tags of <c>details</c>, where <c>summary</c> is the title.</summary>
    /// <returns>The index of the last block that was read. If the place allows no expand, only the title was read.</returns>
    private int ReadDetails(ContainerBlock container, int start, int end, BlockPlace place, DetailsTags details, List<IAdfNode> output)
    {
        string? title = details.TitleOf(start);
        if (place is BlockPlace.Document or BlockPlace.Expand)
        {
            bool isNested = place == BlockPlace.Expand;
            List<IAdfNode> content = [];
            ReadRange(container, start + 1, end, isNested ? BlockPlace.NestedExpand : BlockPlace.Expand, details, content);
            output.Add(isNested
                ? new AdfNestedExpand(content.Cast<IAdfNestedExpandContent>()) { Title = title ?? "" }
                : new AdfExpand(content.Cast<IAdfExpandContent>()) { Title = title });
            return end;
        }

        if (title is not null)
        {
            output.Add(new AdfParagraph([InlineFormat.OfHeading.CreateText(title)]));
        }

        return start;
    }

    private void ReadList(ListBlock list, BlockPlace place, List<IAdfNode> output)
    {
        if (_listDepth == MaxListDepth)
        {
            foreach (Block item in list)
            {
                ReadBlocks((ListItemBlock)item, place, output);
            }

            return;
        }

        _listDepth++;
        output.Add(place != BlockPlace.Quote && IsTaskList(list) ? ReadTasks(list)
            : list.IsOrdered ? new AdfOrderedList(ReadItems(list)) { Order = ReadOrder(list) }
            : new AdfBulletList(ReadItems(list)));
        _listDepth--;
    }

    /// <summary>Returns the number of the first item; null for 1, which is the default.</summary>
    private static int? ReadOrder(ListBlock list) =>
        int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out int order) && order != 1 ? order : null;

    private List<IAdfListItem> ReadItems(ListBlock list)
    {
        List<IAdfListItem> items = [];
        foreach (Block item in list)
        {
            List<IAdfNode> content = ReadBlocks((ListItemBlock)item, BlockPlace.ListItem);
            if (TaskMarker.StateOf(item) is { } isDone)
            {
                // The list is not one of tasks, so that the marker stays text.
                content = TaskText.Insert(content, isDone);
            }

            items.Add(new AdfListItem(content.Cast<IAdfListItemContent>()));
        }

        return items;
    }

    /// <summary>Whether all items are tasks of paragraphs, at most followed by lists of such tasks.</summary>
    private static bool IsTaskList(ListBlock list)
    {
        if (list.IsOrdered)
        {
            return false;
        }

        foreach (Block item in list)
        {
            if (TaskMarker.StateOf(item) is null || !HoldsOnlyTask((ListItemBlock)item))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsOnlyTask(ListItemBlock item)
    {
        bool isInList = false;
        foreach (Block block in item)
        {
            if (block is ListBlock list && IsTaskList(list))
            {
                isInList = true;
            }
            else if (block is not ParagraphBlock || HeadingUnderline.LevelOf(block) is not null || isInList)
            {
                return false;
            }
        }

        return true;
    }

    private AdfTaskList ReadTasks(ListBlock list)
    {
        string id = _ids.Next();
        List<IAdfTaskListItem> items = [];
        ReadTasks(list, items);
        return new AdfTaskList(items) { LocalId = id };
    }

    private void ReadTasks(ListBlock list, List<IAdfTaskListItem> output)
    {
        foreach (Block item in list)
        {
            AdfTaskState state = TaskMarker.StateOf(item) is true ? AdfTaskState.Done : AdfTaskState.Todo;
            string id = _ids.Next();
            List<AdfParagraph> paragraphs = [];
            List<IAdfTaskListItem> inner = [];
            foreach (Block block in (ListItemBlock)item)
            {
                if (block is ListBlock innerList)
                {
                    ReadInnerTasks(innerList, inner);
                }
                else if (block is ParagraphBlock { Inline.FirstChild: not null } paragraph)
                {
                    paragraphs.Add(new AdfParagraph(_inlines.Read(paragraph)));
                }
            }

            output.Add(paragraphs.Count > 1
                ? new AdfBlockTaskItem(state, paragraphs) { LocalId = id }
                : new AdfTaskItem(state, paragraphs is [var only] ? only.Content : []) { LocalId = id });
            output.AddRange(inner);
        }
    }

    private void ReadInnerTasks(ListBlock list, List<IAdfTaskListItem> output)
    {
        if (_listDepth == MaxListDepth)
        {
            ReadTasks(list, output);
            return;
        }

        _listDepth++;
        output.Add(ReadTasks(list));
        _listDepth--;
    }
}
