using System.CommandLine;
using System.Text.Json;
using Leeway.RichText;

namespace Leeway.Cli.RichText;

/// <summary><c>leeway adf</c>: converts documents of the Atlassian Document Format from and to Markdown, and to plain text.</summary>
internal static class AdfCommand
{
    public const string Description = "Convert rich text of Jira and Confluence (the Atlassian Document Format).";

    private const string StandardInputName = "-";

    public static Command Create(Func<TextReader> openInput) => new("adf", Description)
    {
        CreateFromMarkdown(openInput), CreateToMarkdown(openInput), CreateText(openInput),
    };

    private static Command CreateFromMarkdown(Func<TextReader> openInput)
    {
        Option<bool> readsAdf = new("--read-adf") { Description = "Read the nodes in code blocks and links that 'to-markdown' writes for what Markdown does not have." };
        Command command = new("from-markdown", "Convert Markdown to a document in JSON.") { readsAdf };
        AddInput(command, openInput, "Read one JSON string of Markdown a line, and print one document a line.", static (line, hasLines) => hasLines ? JsonLines.ReadString(line) : line,
            (markdown, result, _) => AdfDocument.FromMarkdown(markdown, new MarkdownOptions { ReadsAdf = result.GetValue(readsAdf) }).ToJson());
        return command;
    }

    private static Command CreateToMarkdown(Func<TextReader> openInput)
    {
        Option<bool> readable = new("--readable") { Description = "Write what Markdown does not have as similar Markdown, so that details are lost." };
        Command command = new("to-markdown", "Convert a document in JSON to Markdown.") { readable };
        AddInput(command, openInput, "Read one document a line, and print one JSON string of Markdown a line.", static (json, _) => json, (json, result, hasLines) =>
        {
            var options = new MarkdownOptions { Fidelity = result.GetValue(readable) ? MarkdownFidelity.Readable : MarkdownFidelity.Exact };
            return Write(ParseDocument(json).ToMarkdown(options), hasLines);
        });
        return command;
    }

    private static Command CreateText(Func<TextReader> openInput)
    {
        Command command = new("text", "Print the text of a document in JSON.");
        AddInput(command, openInput, "Read one document a line, and print one JSON string a line.", static (json, _) => json,
            static (json, _, hasLines) => Write(ParseDocument(json).ToPlainText(), hasLines));
        return command;
    }

    /// <summary>Adds the input of a command and its action.</summary>
    /// <param name="command">The command.</param>
    /// <param name="openInput">Opens the standard input.</param>
    /// <param name="linesDescription">The description of <c>--lines</c>.</param>
    /// <param name="read">Returns the input of a conversion: that of the whole text, or that of a line.</param>
    /// <param name="convert">Converts an input. The last parameter is whether the output has to be one line.</param>
    private static void AddInput(
        Command command, Func<TextReader> openInput, string linesDescription, Func<string, bool, string> read, Func<string, ParseResult, bool, string> convert)
    {
        Argument<string?> file = new("FILE") { Description = "The file. Without it, or with '-', the standard input.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> lines = new("--lines") { Description = $"{linesDescription} A line that cannot be used has an object with the member 'error'." };
        command.Arguments.Add(file);
        command.Options.Add(lines);
        command.SetAction((result, cancellationToken) => CommandRun.Run(
            result,
            output =>
            {
                bool hasLines = result.GetValue(lines);
                using TextReader reader = OpenInput(result.GetValue(file), openInput);
                if (hasLines)
                {
                    return JsonLines.RunEach(reader, output, line => convert(read(line, true), result, true), cancellationToken);
                }

                output.WriteLine(convert(read(StandardInput.ReadText(reader), false), result, false));
                return 0;
            },
            cancellationToken));
    }

    private static TextReader OpenInput(string? file, Func<TextReader> openInput) =>
        file is null or StandardInputName ? openInput() : new StringReader(InputFile.ReadText(file));

    /// <exception cref="InputException">The text is not a document.</exception>
    private static AdfDocument ParseDocument(string json)
    {
        try
        {
            return AdfDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new InputException($"The input is not a document of the Atlassian Document Format: {exception.Message}");
        }
    }

    private static string Write(string text, bool isLine) => isLine ? JsonLines.WriteString(text) : text;
}
