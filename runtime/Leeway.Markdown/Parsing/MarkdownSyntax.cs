using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Leeway.Markdown.Parsing;

/// <summary>Parses CommonMark with the tables, task lists, alerts, strikethrough and bare links of GitHub.</summary>
/// <remarks>
/// The parsers of Markdig take quadratic time, or throw, for some hostile texts. The parsers here have bounds, beyond which syntax is text.
/// The bounds are far above what people write.
/// </remarks>
internal static class MarkdownSyntax
{
    /// <summary>The pipelines by the options that change how text is parsed.</summary>
    private static readonly MarkdownPipeline?[] s_pipelines = new MarkdownPipeline?[8];

    public static MarkdownDocument Parse(string text, bool hasTables, bool hasTasks, bool hasAlerts)
    {
        ref MarkdownPipeline? pipeline = ref s_pipelines[(hasTables ? 1 : 0) | (hasTasks ? 2 : 0) | (hasAlerts ? 4 : 0)];
        pipeline ??= CreatePipeline(hasTables, hasTasks, hasAlerts);
        return MarkdownParser.Parse(text, pipeline);
    }

    private static MarkdownPipeline CreatePipeline(bool hasTables, bool hasTasks, bool hasAlerts)
    {
        // The block parsers bound the depth.
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = int.MaxValue };
        builder.BlockParsers.Replace<QuoteBlockParser>(new BoundedQuoteParser());
        builder.BlockParsers.Replace<ListBlockParser>(new BoundedListParser());
        builder.BlockParsers.Replace<FencedCodeBlockParser>(new FencedCodeParser());
        builder.BlockParsers.Replace<ParagraphBlockParser>(new ParagraphParser { HasTables = hasTables, HasTasks = hasTasks, HasAlerts = hasAlerts });
        builder.InlineParsers.Replace<LinkInlineParser>(new BoundedLinkParser());
        builder.InlineParsers.Replace<EmphasisInlineParser>(new BoundedEmphasisParser { EmphasisDescriptors = { new EmphasisDescriptor('~', 2, 2, true) } });
        builder.InlineParsers.Replace<AutolinkInlineParser>(new BoundedTagParser());
        builder.InlineParsers.Insert(0, new BoundedUrlParser(new AutoLinkOptions { UseHttpsForWWWLinks = true }));
        return builder.Build();
    }
}
