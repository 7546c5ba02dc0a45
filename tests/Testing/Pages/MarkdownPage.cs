using System.Text.RegularExpressions;
using Leeway.Approval;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Leeway.Pages;

/// <summary>A Markdown file of the repository: its headings, links and code.</summary>
public sealed partial class MarkdownPage
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().UseAutoLinks().Build();

    private MarkdownPage(string path, string text)
    {
        Path = path;
        Text = text;
        MarkdownDocument document = Markdig.Markdown.Parse(text, s_pipeline);
        Headings = [.. document.Descendants<HeadingBlock>().Select(static h => new PageHeading(ReadText(h.Inline), h.GetAttributes().Id ?? "", h.Level))];
        Links =
        [
            .. document.Descendants<LinkInline>().Select(static l => new PageLink(l.Url ?? "", l.Line + 1)),
            .. document.Descendants<AutolinkInline>().Where(static l => !l.IsEmail).Select(static l => new PageLink(l.Url, l.Line + 1)),
        ];
        Code = [.. ReadCode(document, text)];
        Anchors = new HashSet<string>(Headings.Select(static h => h.Anchor).Concat(HtmlId().Matches(text).Select(static m => m.Groups["id"].Value)), StringComparer.Ordinal);
    }

    /// <summary>The path of the file below the root of the repository, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The text of the file.</summary>
    public string Text { get; }

    /// <summary>The headings, in their order.</summary>
    public IReadOnlyList<PageHeading> Headings { get; }

    /// <summary>The links and images. Those in code are not links.</summary>
    public IReadOnlyList<PageLink> Links { get; }

    /// <summary>The fenced blocks of code, in their order.</summary>
    public IReadOnlyList<PageCode> Code { get; }

    /// <summary>The fragments that lead to a place of the page.</summary>
    public IReadOnlySet<string> Anchors { get; }

    /// <summary>Reads a page.</summary>
    /// <param name="path">The path of the file below the root of the repository.</param>
    public static MarkdownPage Read(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)));

    /// <summary>Reads a text as a page.</summary>
    /// <param name="path">The path that the page has in messages and for its relative links.</param>
    /// <param name="text">The text of the page.</param>
    public static MarkdownPage Parse(string path, string text) => new(path, text);

    private static IEnumerable<PageCode> ReadCode(MarkdownDocument document, string text)
    {
        string section = "";
        foreach (Block block in document.Descendants<Block>())
        {
            if (block is HeadingBlock heading)
            {
                section = heading.GetAttributes().Id ?? "";
            }
            else if (block is FencedCodeBlock code)
            {
                int start = text.IndexOf('\n', code.Span.Start) + 1;
                yield return new PageCode(code.Info ?? "", section, string.Concat(code.Lines.Lines.Take(code.Lines.Count).Select(static line => $"{line}\n")), start);
            }
        }
    }

    private static string ReadText(ContainerInline? container) => container is null ? "" : string.Concat(container.Select(static inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        AutolinkInline link => link.Url,
        ContainerInline inner => ReadText(inner),
        _ => "",
    }));

    [GeneratedRegex("<a (?:id|name)=\"(?<id>[^\"]+)\"")]
    private static partial Regex HtmlId();
}
