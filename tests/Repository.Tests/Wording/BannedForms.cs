using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Repository.Tests.Wording;

/// <summary>Finds words and phrases that the documentation of .NET would not use.</summary>
internal sealed partial class BannedForms
{
    private readonly Regex _forms;
    private readonly (Regex Form, string Instead)[] _list;

    /// <param name="list">A form and what to write instead, separated by a tab, on each line. Lines that begin with # are comments.</param>
    public BannedForms(IEnumerable<string> list)
    {
        _list = [.. from line in list
                    where line.Length > 0 && line[0] != '#'
                    let parts = line.Split('\t')
                    select (Create(parts[0]), parts[1])];
        // It runs over every source, so compiling it pays.
        _forms = Create(string.Join('|', from entry in _list select entry.Form.ToString()), RegexOptions.Compiled);
    }

    public static BannedForms Load() =>
        new(File.ReadLines(Path.Combine(Approval.Repository.Root, "tests", "Repository.Tests", "Wording", "banned.txt")));

    /// <summary>Finds forms in the comments and strings of a C# file.</summary>
    public IEnumerable<string> FindInCSharp(SourceFile file)
    {
        // Everything else is blank, so that a phrase is found where a comment goes on at the next line.
        char[] prose = [.. file.Text.Select(static c => c == '\n' ? c : ' ')];
        SyntaxNode root = file.Parse().GetRoot();
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
            {
                string text = CommentMark().Replace(trivia.ToFullString(), static mark => new string(' ', mark.Length));
                Code().Replace(text, static code => new string(' ', code.Length)).CopyTo(0, prose, trivia.FullSpan.Start, trivia.FullSpan.Length);
            }
        }

        foreach (SyntaxToken token in root.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken)
            {
                token.Text.CopyTo(0, prose, token.SpanStart, token.Text.Length);
            }
        }

        return FindInText(file with { Text = new string(prose) });
    }

    /// <summary>Finds forms in a file of text.</summary>
    public IEnumerable<string> FindInText(SourceFile file) =>
        from match in _forms.Matches(file.Text)
        let line = file.Text.AsSpan(0, match.Index).Count('\n') + 1
        let instead = _list.First(entry => entry.Form.IsMatch(match.Value)).Instead
        select string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{line}: '{Space().Replace(match.Value, " ")}'. Write: {instead}.");

    private static Regex Create(string forms, RegexOptions options = RegexOptions.None) =>
        new($@"(?<![\w-])(?:{forms.Replace(" ", @"\s+", StringComparison.Ordinal)})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | options);

    [GeneratedRegex(@"(?<=^[ \t]*)///?|^[ \t]*\*", RegexOptions.Multiline)]
    private static partial Regex CommentMark();

    [GeneratedRegex(@"<c>.*?</c>|<code>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
