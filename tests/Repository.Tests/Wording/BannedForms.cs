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
        _forms = Create(string.Join('|', from entry in _list select entry.Form.ToString()));
    }

    public static BannedForms Load() =>
        new(File.ReadLines(Path.Combine(Approval.Repository.Root, "tests", "Repository.Tests", "Wording", "banned.txt")));

    /// <summary>Finds forms in the comments and strings of a C# file.</summary>
    public IEnumerable<string> FindInCSharp(SourceFile file)
    {
        SyntaxNode root = file.Parse().GetRoot();
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
            {
                // What stands in code elements is quoted.
                foreach (string problem in Find(file.Path, LineOf(trivia.GetLocation()), Code().Replace(trivia.ToFullString(), " ")))
                {
                    yield return problem;
                }
            }
        }

        foreach (SyntaxToken token in root.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken)
            {
                foreach (string problem in Find(file.Path, LineOf(token.GetLocation()), token.ValueText))
                {
                    yield return problem;
                }
            }
        }
    }

    /// <summary>Finds forms in a file of text.</summary>
    public IEnumerable<string> FindInText(SourceFile file) => Find(file.Path, 1, file.Text);

    private static Regex Create(string forms) => new($@"(?<![\w-])(?:{forms})(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private IEnumerable<string> Find(string path, int firstLine, string text)
    {
        // A phrase may go on at the next line, behind the marks of a comment.
        string flat = LineBreak().Replace(text, static match => new string(' ', match.Length - 1) + "\n");
        foreach (Match match in _forms.Matches(flat.Replace('\n', ' ')))
        {
            int line = firstLine + flat.AsSpan(0, match.Index).Count('\n');
            string instead = _list.First(entry => entry.Form.IsMatch(match.Value)).Instead;
            yield return string.Create(CultureInfo.InvariantCulture, $"{path}:{line}: '{match.Value}'. Write: {instead}.");
        }
    }

    [GeneratedRegex(@"\r?\n[ \t]*(?:///?)?[ \t]*")]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"<c>.*?</c>|<code>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Code();
}
