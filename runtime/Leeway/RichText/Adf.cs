namespace Leeway.RichText;

/// <summary>Creates the nodes of documents. With <c>using static Leeway.RichText.Adf</c>, code reads like the text that it creates.</summary>
/// <remarks>
/// <para>A string converts to text, to an item of a list and to a cell. Empty text is left out.</para>
/// <para>Methods set what is common. For more, use the constructors and properties of the nodes.</para>
/// </remarks>
public static class Adf
{
    /// <summary>Creates a paragraph.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public static AdfParagraph Paragraph(params ReadOnlySpan<AdfInline> content) => new(Line(content));

    /// <inheritdoc cref="Paragraph(ReadOnlySpan{AdfInline})"/>
    public static AdfParagraph Paragraph(IEnumerable<AdfInline> content) => new(content);

    /// <summary>Creates a paragraph whose text is small.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public static AdfSmallParagraph SmallParagraph(params ReadOnlySpan<AdfInline> content) => new(Line(content));

    /// <inheritdoc cref="SmallParagraph(ReadOnlySpan{AdfInline})"/>
    public static AdfSmallParagraph SmallParagraph(IEnumerable<AdfInline> content) => new(content);

    /// <summary>Creates a heading.</summary>
    /// <param name="level">The level, from 1 to 6.</param>
    /// <param name="content">The text and other content of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not from 1 to 6.</exception>
    public static AdfHeading Heading(int level, params ReadOnlySpan<AdfInline> content) => new(level, Line(content));

    /// <inheritdoc cref="Heading(int, ReadOnlySpan{AdfInline})"/>
    public static AdfHeading Heading(int level, IEnumerable<AdfInline> content) => new(level, content);

    /// <summary>Creates a list with bullets.</summary>
    /// <param name="first">The first item.</param>
    /// <param name="others">The other items.</param>
    public static AdfBulletList BulletList(AdfListItem first, params ReadOnlySpan<AdfListItem> others) => new(Join<AdfListItem, IAdfListItem>(first, others));

    /// <summary>Creates a list with bullets.</summary>
    /// <param name="items">The items.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static AdfBulletList BulletList(IEnumerable<IAdfListItem> items) => new(items);

    /// <summary>Creates a numbered list.</summary>
    /// <param name="first">The first item.</param>
    /// <param name="others">The other items.</param>
    public static AdfOrderedList OrderedList(AdfListItem first, params ReadOnlySpan<AdfListItem> others) => new(Join<AdfListItem, IAdfListItem>(first, others));

    /// <summary>Creates a numbered list.</summary>
    /// <param name="items">The items.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static AdfOrderedList OrderedList(IEnumerable<IAdfListItem> items) => new(items);

    /// <summary>Creates an item of a list.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public static AdfListItem ListItem(params ReadOnlySpan<IAdfListItemContent> content) => new(Blocks(content));

    /// <inheritdoc cref="ListItem(ReadOnlySpan{IAdfListItemContent})"/>
    public static AdfListItem ListItem(IEnumerable<IAdfListItemContent> content) => new(content);

    /// <summary>Creates an item of a list from one paragraph.</summary>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    public static AdfListItem ListItem(AdfInline first, params ReadOnlySpan<AdfInline> others) => new([Line(first, others)]);

    /// <summary>Creates an item of a list from a paragraph and other blocks, such as a list inside it.</summary>
    /// <param name="text">The text of the paragraph.</param>
    /// <param name="first">The first block after the paragraph.</param>
    /// <param name="others">The other blocks.</param>
    public static AdfListItem ListItem(AdfInline text, IAdfListItemContent first, params ReadOnlySpan<IAdfListItemContent> others) =>
        new([Paragraph(text), first, .. others]);

    /// <summary>Creates a list of tasks.</summary>
    /// <param name="first">The first task.</param>
    /// <param name="others">The other tasks.</param>
    public static AdfTaskList TaskList(AdfTaskItem first, params ReadOnlySpan<AdfTaskItem> others) => new(Join<AdfTaskItem, IAdfTaskListItem>(first, others));

    /// <summary>Creates a list of tasks.</summary>
    /// <param name="items">The tasks, and lists inside the list.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static AdfTaskList TaskList(IEnumerable<IAdfTaskListItem> items) => new(items);

    /// <summary>Creates an open task.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public static AdfTaskItem TaskItem(params ReadOnlySpan<AdfInline> content) => new(AdfTaskState.Todo, Line(content));

    /// <summary>Creates a task.</summary>
    /// <param name="state">The state.</param>
    /// <param name="content">The text and other content of the line.</param>
    public static AdfTaskItem TaskItem(AdfTaskState state, params ReadOnlySpan<AdfInline> content) => new(state, Line(content));

    /// <inheritdoc cref="TaskItem(AdfTaskState, ReadOnlySpan{AdfInline})"/>
    public static AdfTaskItem TaskItem(AdfTaskState state, IEnumerable<AdfInline> content) => new(state, content);

    /// <summary>Creates a list of decisions.</summary>
    /// <param name="first">The first decision.</param>
    /// <param name="others">The other decisions.</param>
    public static AdfDecisionList DecisionList(AdfDecisionItem first, params ReadOnlySpan<AdfDecisionItem> others) =>
        new(Join<AdfDecisionItem, IAdfDecisionListItem>(first, others));

    /// <summary>Creates a list of decisions.</summary>
    /// <param name="items">The decisions.</param>
    /// <exception cref="ArgumentException">There are no items.</exception>
    public static AdfDecisionList DecisionList(IEnumerable<IAdfDecisionListItem> items) => new(items);

    /// <summary>Creates a decision.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public static AdfDecisionItem DecisionItem(params ReadOnlySpan<AdfInline> content) => new(Line(content));

    /// <inheritdoc cref="DecisionItem(ReadOnlySpan{AdfInline})"/>
    public static AdfDecisionItem DecisionItem(IEnumerable<AdfInline> content) => new(content);

    /// <summary>Creates a block of code.</summary>
    /// <param name="text">The code. Lines end with line feeds.</param>
    public static AdfCodeBlock CodeBlock(string text) => new(text);

    /// <summary>Creates a block of code.</summary>
    /// <param name="language">The language, such as <c>json</c>; null if there is none.</param>
    /// <param name="text">The code. Lines end with line feeds.</param>
    public static AdfCodeBlock CodeBlock(string? language, string text) => new(text) { Language = language };

    /// <summary>Creates a quotation.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public static AdfBlockquote Blockquote(params ReadOnlySpan<IAdfBlockquoteContent> content) => new(Blocks(content));

    /// <inheritdoc cref="Blockquote(ReadOnlySpan{IAdfBlockquoteContent})"/>
    public static AdfBlockquote Blockquote(IEnumerable<IAdfBlockquoteContent> content) => new(content);

    /// <summary>Creates a quotation from one paragraph.</summary>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    public static AdfBlockquote Blockquote(AdfInline first, params ReadOnlySpan<AdfInline> others) => new([Line(first, others)]);

    /// <summary>Creates a panel: text on a colored background, with an icon.</summary>
    /// <param name="panelType">The kind of panel.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public static AdfPanel Panel(AdfPanelType panelType, params ReadOnlySpan<IAdfPanelContent> content) => new(panelType, Blocks(content));

    /// <inheritdoc cref="Panel(AdfPanelType, ReadOnlySpan{IAdfPanelContent})"/>
    public static AdfPanel Panel(AdfPanelType panelType, IEnumerable<IAdfPanelContent> content) => new(panelType, content);

    /// <summary>Creates a panel from one paragraph.</summary>
    /// <param name="panelType">The kind of panel.</param>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    public static AdfPanel Panel(AdfPanelType panelType, AdfInline first, params ReadOnlySpan<AdfInline> others) => new(panelType, [Line(first, others)]);

    /// <summary>Creates a section that a reader can open and close.</summary>
    /// <param name="title">The title; null if there is none.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public static AdfExpand Expand(string? title, params ReadOnlySpan<IAdfExpandContent> content) => new(Blocks(content)) { Title = title };

    /// <inheritdoc cref="Expand(string, ReadOnlySpan{IAdfExpandContent})"/>
    public static AdfExpand Expand(string? title, IEnumerable<IAdfExpandContent> content) => new(content) { Title = title };

    /// <summary>Creates a section from one paragraph.</summary>
    /// <param name="title">The title; null if there is none.</param>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    public static AdfExpand Expand(string? title, AdfInline first, params ReadOnlySpan<AdfInline> others) => new([Line(first, others)]) { Title = title };

    /// <summary>Creates a section inside an expand or a cell that a reader can open and close.</summary>
    /// <param name="title">The title; null if there is none.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public static AdfNestedExpand NestedExpand(string? title, params ReadOnlySpan<IAdfNestedExpandContent> content) =>
        new(Blocks(content)) { Title = title };

    /// <inheritdoc cref="NestedExpand(string, ReadOnlySpan{IAdfNestedExpandContent})"/>
    public static AdfNestedExpand NestedExpand(string? title, IEnumerable<IAdfNestedExpandContent> content) => new(content) { Title = title };

    /// <summary>Creates a section inside an expand or a cell from one paragraph.</summary>
    /// <param name="title">The title; null if there is none.</param>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    public static AdfNestedExpand NestedExpand(string? title, AdfInline first, params ReadOnlySpan<AdfInline> others) =>
        new([Line(first, others)]) { Title = title };

    /// <summary>Creates a horizontal line.</summary>
    public static AdfRule Rule() => new();

    /// <summary>Creates a table.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="others">The other rows.</param>
    public static AdfTable Table(AdfTableRow first, params ReadOnlySpan<AdfTableRow> others) => new(Join<AdfTableRow, IAdfTableRow>(first, others));

    /// <summary>Creates a table.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public static AdfTable Table(IEnumerable<IAdfTableRow> rows) => new(rows);

    /// <summary>Creates a row of a table.</summary>
    /// <param name="cells">The cells.</param>
    public static AdfTableRow Row(params ReadOnlySpan<AdfTableCellBase> cells) => new(cells.ToArray());

    /// <summary>Creates a row of a table.</summary>
    /// <param name="cells">The cells.</param>
    public static AdfTableRow Row(IEnumerable<IAdfTableCell> cells) => new(cells);

    /// <summary>Creates a row of header cells.</summary>
    /// <param name="cells">The cells.</param>
    public static AdfTableRow HeaderRow(params ReadOnlySpan<AdfTableHeader> cells) => new(cells.ToArray());

    /// <summary>Creates a cell of a table.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public static AdfTableCell Cell(params ReadOnlySpan<IAdfTableCellContent> content) => new(Blocks(content));

    /// <inheritdoc cref="Cell(ReadOnlySpan{IAdfTableCellContent})"/>
    public static AdfTableCell Cell(IEnumerable<IAdfTableCellContent> content) => new(content);

    /// <summary>Creates a cell of a table from one paragraph.</summary>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    public static AdfTableCell Cell(AdfInline first, params ReadOnlySpan<AdfInline> others) => new([Line(first, others)]);

    /// <summary>Creates a header cell of a table.</summary>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    public static AdfTableHeader HeaderCell(params ReadOnlySpan<IAdfTableCellContent> content) => new(Blocks(content));

    /// <inheritdoc cref="HeaderCell(ReadOnlySpan{IAdfTableCellContent})"/>
    public static AdfTableHeader HeaderCell(IEnumerable<IAdfTableCellContent> content) => new(content);

    /// <summary>Creates a header cell of a table from one paragraph.</summary>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    public static AdfTableHeader HeaderCell(AdfInline first, params ReadOnlySpan<AdfInline> others) => new([Line(first, others)]);

    /// <summary>Creates an image at any address.</summary>
    /// <param name="url">The address.</param>
    public static AdfMediaSingle Image(string url) => new(new AdfExternalMedia(url));

    /// <inheritdoc cref="Image(string)"/>
    public static AdfMediaSingle Image(Uri url) => new(new AdfExternalMedia(url));

    /// <summary>Creates an image at any address.</summary>
    /// <param name="url">The address.</param>
    /// <param name="alt">The text that stands for the image; null if there is none.</param>
    public static AdfMediaSingle Image(string url, string? alt) => new(new AdfExternalMedia(url) { Alt = alt });

    /// <inheritdoc cref="Image(string, string)"/>
    public static AdfMediaSingle Image(Uri url, string? alt) => new(new AdfExternalMedia(url) { Alt = alt });

    /// <summary>Creates a node that shows an image or a file in the text.</summary>
    /// <param name="media">The image or the file.</param>
    /// <param name="caption">The caption; null if there is none.</param>
    public static AdfMediaSingle MediaSingle(IAdfMedia media, AdfCaption? caption = null) => new(media, caption);

    /// <summary>Creates a node that shows files in a row.</summary>
    /// <param name="first">The first file.</param>
    /// <param name="others">The other files.</param>
    public static AdfMediaGroup MediaGroup(IAdfMedia first, params ReadOnlySpan<IAdfMedia> others) => new([first, .. others]);

    /// <summary>Creates a node that shows files in a row.</summary>
    /// <param name="media">The files.</param>
    /// <exception cref="ArgumentException">There are no files.</exception>
    public static AdfMediaGroup MediaGroup(IEnumerable<IAdfMedia> media) => new(media);

    /// <summary>Creates a file in the media service of Atlassian, such as an attachment.</summary>
    /// <param name="id">The id of the file in the media service. It is not the id of an attachment.</param>
    /// <param name="collection">The collection of the file. It can be empty.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static AdfFileMedia File(string id, string collection = "") => new(id, collection);

    /// <summary>Creates a caption of an image.</summary>
    /// <param name="content">The text and other content of the line.</param>
    public static AdfCaption Caption(params ReadOnlySpan<AdfCaptionInline> content) => new(AdfContentList<AdfCaptionInline>.Create(content));

    /// <summary>Creates a link that is shown as a block with details of its target.</summary>
    /// <param name="url">The address.</param>
    public static AdfBlockCard BlockCard(string url) => new(url);

    /// <inheritdoc cref="BlockCard(string)"/>
    public static AdfBlockCard BlockCard(Uri url) => new(url);

    /// <summary>Creates a link whose target is shown inside the document.</summary>
    /// <param name="url">The address.</param>
    public static AdfEmbedCard EmbedCard(string url) => new(url);

    /// <inheritdoc cref="EmbedCard(string)"/>
    public static AdfEmbedCard EmbedCard(Uri url) => new(url);

    /// <summary>Creates a layout of two columns.</summary>
    /// <param name="first">The first column.</param>
    /// <param name="second">The second column.</param>
    public static AdfLayoutSection Layout(AdfLayoutColumn first, AdfLayoutColumn second) => new([first, second]);

    /// <summary>Creates a layout of three columns.</summary>
    /// <param name="first">The first column.</param>
    /// <param name="second">The second column.</param>
    /// <param name="third">The third column.</param>
    public static AdfLayoutSection Layout(AdfLayoutColumn first, AdfLayoutColumn second, AdfLayoutColumn third) => new([first, second, third]);

    /// <summary>Creates a column of a layout.</summary>
    /// <param name="width">The width in percent of the page, from 0 to 100.</param>
    /// <param name="content">The content. If there is none, one empty paragraph.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not from 0 to 100.</exception>
    public static AdfLayoutColumn Column(double width, params ReadOnlySpan<IAdfLayoutColumnContent> content) => new(width, Blocks(content));

    /// <inheritdoc cref="Column(double, ReadOnlySpan{IAdfLayoutColumnContent})"/>
    public static AdfLayoutColumn Column(double width, IEnumerable<IAdfLayoutColumnContent> content) => new(width, content);

    /// <summary>Creates a column of a layout from one paragraph.</summary>
    /// <param name="width">The width in percent of the page, from 0 to 100.</param>
    /// <param name="first">The first content of the line.</param>
    /// <param name="others">The other content of the line.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not from 0 to 100.</exception>
    public static AdfLayoutColumn Column(double width, AdfInline first, params ReadOnlySpan<AdfInline> others) => new(width, [Line(first, others)]);

    /// <summary>Creates text without marks. A string converts to it, so this is seldom needed.</summary>
    /// <param name="text">The text.</param>
    public static AdfText Text(string text) => new(text);

    /// <summary>Makes text strong, usually bold.</summary>
    /// <param name="text">The text.</param>
    public static AdfText Strong(AdfText text) => Mark(text, AdfStrong.Instance);

    /// <summary>Emphasizes text, usually in italics.</summary>
    /// <param name="text">The text.</param>
    public static AdfText Em(AdfText text) => Mark(text, AdfEm.Instance);

    /// <summary>Strikes text through.</summary>
    /// <param name="text">The text.</param>
    public static AdfText Strike(AdfText text) => Mark(text, AdfStrike.Instance);

    /// <summary>Underlines text.</summary>
    /// <param name="text">The text.</param>
    public static AdfText Underline(AdfText text) => Mark(text, AdfUnderline.Instance);

    /// <summary>Makes text subscript.</summary>
    /// <param name="text">The text.</param>
    public static AdfText Sub(AdfText text) => Mark(text, AdfSubSup.Sub);

    /// <summary>Makes text superscript.</summary>
    /// <param name="text">The text.</param>
    public static AdfText Sup(AdfText text) => Mark(text, AdfSubSup.Sup);

    /// <summary>Colors text.</summary>
    /// <param name="color">A number sign and six hexadecimal digits, such as <c>#ff5630</c>.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The color has another format.</exception>
    public static AdfText TextColor(string color, AdfText text) => Mark(text, new AdfTextColor(color));

    /// <summary>Colors the background of text.</summary>
    /// <param name="color">A number sign and six hexadecimal digits, such as <c>#ff5630</c>.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The color has another format.</exception>
    public static AdfText BackgroundColor(string color, AdfText text) => Mark(text, new AdfBackgroundColor(color));

    /// <summary>Creates code inside a line. Of all marks, it takes only links and annotations.</summary>
    /// <param name="text">The code.</param>
    public static AdfCode Code(string text) => new(text);

    /// <summary>Makes text a link.</summary>
    /// <param name="text">The text.</param>
    /// <param name="href">The address.</param>
    public static AdfText Link(AdfText text, string href) => Mark(text, new AdfLink(href));

    /// <inheritdoc cref="Link(AdfText, string)"/>
    public static AdfText Link(AdfText text, Uri href) => Mark(text, new AdfLink(href));

    /// <summary>Makes code a link.</summary>
    /// <param name="code">The code.</param>
    /// <param name="href">The address.</param>
    public static AdfCode Link(AdfCode code, string href) => Mark(code, new AdfLink(href));

    /// <inheritdoc cref="Link(AdfCode, string)"/>
    public static AdfCode Link(AdfCode code, Uri href) => Mark(code, new AdfLink(href));

    /// <summary>Creates a mention of a user.</summary>
    /// <param name="accountId">The account id of the user.</param>
    /// <param name="text">The text that is shown, such as <c>@Mia</c>; null lets the product show the name of the user.</param>
    public static AdfMention Mention(string accountId, string? text = null) => new(accountId, text);

    /// <summary>Creates an emoji.</summary>
    /// <param name="shortName">The name between colons, such as <c>:smile:</c>.</param>
    /// <param name="text">The characters, such as 😄; null if there are none.</param>
    public static AdfEmoji Emoji(string shortName, string? text = null) => new(shortName, text);

    /// <summary>Creates a date.</summary>
    /// <param name="date">The date.</param>
    public static AdfDate Date(DateOnly date) => new(date);

    /// <summary>Creates a date.</summary>
    /// <param name="instant">An instant on the date in UTC.</param>
    public static AdfDate Date(DateTimeOffset instant) => new(instant);

    /// <summary>Creates a status: a short text on a colored background.</summary>
    /// <param name="text">The text. It is not empty.</param>
    /// <param name="color">The color. The default is neutral.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static AdfStatus Status(string text, AdfStatusColor color = default) => new(text, color);

    /// <summary>Creates a link that is shown as the title of its target, with an icon.</summary>
    /// <param name="url">The address.</param>
    public static AdfInlineCard InlineCard(string url) => new(url);

    /// <inheritdoc cref="InlineCard(string)"/>
    public static AdfInlineCard InlineCard(Uri url) => new(url);

    /// <summary>Creates a line break inside a paragraph.</summary>
    public static AdfHardBreak HardBreak() => new();

    /// <summary>Creates a text that asks the author of a page to write something.</summary>
    /// <param name="text">The text.</param>
    public static AdfPlaceholder Placeholder(string text) => new(text);

    private static AdfText Mark(AdfText text, IAdfTextMark mark)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.WithMark(mark);
    }

    private static AdfCode Mark(AdfCode code, IAdfCodeMark mark)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.WithMark(mark);
    }

    private static AdfContentList<AdfInline> Line(ReadOnlySpan<AdfInline> content) => AdfContentList<AdfInline>.Create(content);

    private static AdfParagraph Line(AdfInline first, ReadOnlySpan<AdfInline> others) => new([first, .. others]);

    private static AdfContentList<T> Blocks<T>(ReadOnlySpan<T> content)
        where T : class => AdfContentList<T>.Create(content);

    private static T[] Join<TNode, T>(TNode first, ReadOnlySpan<TNode> others)
        where TNode : class, T
    {
        var items = new T[others.Length + 1];
        items[0] = first;
        for (int i = 0; i < others.Length; i++)
        {
            items[i + 1] = others[i];
        }

        return items;
    }
}
