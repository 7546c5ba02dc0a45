using System.Text.RegularExpressions;
using Leeway.Generator.Emission;
using Leeway.Generator.Tests.Driving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.Tests.Sources;

/// <summary>Checks that generated code reads as if it was written by hand.</summary>
public partial class LayoutTests
{
    private static readonly string[] s_emptySummaries = ["An object of the", "A value of the"];

    public static TheoryData<string> Documents => [.. PackageDocument.ForSlowTests.Select(static d => d.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void GeneratedCodeShouldFollowTheHousesRules(string document)
    {
        List<string> problems = [];
        foreach (GeneratedSourceResult source in Generation.OfCommitted(document).Result.GeneratedSources)
        {
            string file = source.HintName;
            string[] lines = source.SourceText.ToString().Split('\n');
            problems.AddRange(lines.Where(static line => line.Length > LineLayout.MaxColumns && Literal().Replace(line, "").Length > LineLayout.MaxColumns && !LongWord().IsMatch(line)).Select(line => $"{file}: long line: {line}"));
            problems.AddRange(lines.Where(static line => line.EndsWith(' ')).Select(line => $"{file}: space at the end: {line}"));
            problems.AddRange(lines.Where(static line => s_emptySummaries.Any(line.Contains)).Select(line => $"{file}: empty summary: {line}"));
            problems.AddRange(FindProblems(source.SyntaxTree.GetRoot(TestContext.Current.CancellationToken)).Select(problem => $"{file}: {problem}"));
        }

        Assert.True(problems.Count == 0, $"{problems.Count} problems, of them:\n{string.Join('\n', problems.Take(20))}");
    }

    [Theory]
    [InlineData(20, "f(aaa, bbb);", "f(aaa, bbb);")]
    [InlineData(10, "f(aaa, bbb);", "f(", "    aaa,", "    bbb);")]
    public void ListShouldBeBrokenOnlyIfItDoesNotFit(int free, string flat, params string[] lines)
    {
        int indentation = LineLayout.MaxColumns - free;
        string text = Write("f(" + Wrapping.Stack("aaa", "bbb") + ");", indentation);

        Assert.Equal(lines.Length == 0 ? [flat] : lines, text.TrimEnd('\n').Split('\n').Select(line => line[indentation..]));
    }

    [Fact]
    public void FilledListShouldContinueInTheNextLine()
    {
        int indentation = LineLayout.MaxColumns - 16;
        string text = Write("f(" + Wrapping.Fill("aaa", "bbb", "ccc", "g(" + Wrapping.Fill("ddd", "eee", "fff") + ")") + ");", indentation);

        Assert.Equal(
            """
            f(
                aaa, bbb,
                ccc,
                g(
                    ddd,
                    eee,
                    fff));

            """.ReplaceLineEndings("\n"),
            string.Join('\n', text.Split('\n').Select(line => line.Length > indentation ? line[indentation..] : line)));
    }

    [Theory]
    [InlineData("bbbb", "aaa, bbbb,", "ccc);")]
    [InlineData("bbbbb", "aaa,", "bbbbb,", "ccc);")]
    public void FilledLineShouldUseAllColumns(string item, params string[] lines)
    {
        // After the line break, ten columns are left.
        int indentation = LineLayout.MaxColumns - 14;
        string text = Write("f(" + Wrapping.Fill("aaa", item, "ccc") + ");", indentation);

        Assert.Equal([new string(' ', indentation) + "f(", .. lines.Select(line => new string(' ', indentation + 4) + line)], text.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void RestShouldMoveToItsOwnLine()
    {
        string text = Write("int X =>" + Wrapping.Defer("1;"), 0) + Write("int X =>" + Wrapping.Defer("1;"), LineLayout.MaxColumns - 10);

        Assert.Equal(["int X => 1;", "int X =>", "    1;"], text.TrimEnd('\n').Split('\n').Select(static line => line[0] == ' ' ? line[(LineLayout.MaxColumns - 10)..] : line));
    }

    [Fact]
    public void LongCommentShouldBeBrokenBetweenWordsOutsideTags()
    {
        string see = "<see href=\"" + new string('x', 120) + "\">a b</see>";
        string text = Write("/// <remarks>" + string.Join(' ', Enumerable.Repeat("word", 40)) + " " + see + "</remarks>", 4);

        string[] lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal("    /// <remarks>", lines[0]);
        Assert.Equal("    /// </remarks>", lines[^1]);
        Assert.All(lines[..3], static line => Assert.True(line.Length <= LineLayout.MaxColumns, line));
        Assert.Contains(lines, line => line.StartsWith("    /// <see href=\"xx", StringComparison.Ordinal));
    }

    [Fact]
    public void LineOfEmptyValuesShouldBeLeftOut()
    {
        SourceWriter writer = new();
        writer.Write($$"""
            {
                {{""}}
                {{w => w.WriteEach(["a", "b"], static (w, item) => w.Write($"{item};"))}}
                {{static _ => { }}}

                c{{(string?)null}};
            }
            """);

        Assert.Equal("{\n    a;\n\n    b;\n\n    c;\n}\n", writer.Complete().ToString());
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\u2028b")]
    public void ValueShouldNotStartALine(string value)
    {
        SourceWriter writer = new();
        Assert.Throws<ArgumentException>(() => writer.Write($"// {value}"));
    }

    /// <summary>Returns a line, which may have marks, with an indentation as the generator writes it.</summary>
    private static string Write(string line, int indentation)
    {
        SourceWriter writer = new();
        Write(writer, indentation);
        return writer.Complete().ToString();

        void Write(SourceWriter part, int columns)
        {
            if (columns == 0)
            {
                part.Write($"{line}");
            }
            else
            {
                part.Write($" {inner => Write(inner, columns - 1)}");
            }
        }
    }

    private static IEnumerable<string> FindProblems(SyntaxNode root)
    {
        foreach (SyntaxToken token in root.DescendantTokens().Where(static token => token.Text.StartsWith('@')))
        {
            if (SyntaxFacts.GetKeywordKind(token.ValueText) == SyntaxKind.None && token.ValueText != "await")
            {
                yield return $"needless @: {token.Text}";
            }
        }

        foreach (FieldDeclarationSyntax field in root.DescendantNodes().OfType<FieldDeclarationSyntax>())
        {
            string prefix = field.Modifiers.Any(SyntaxKind.StaticKeyword) ? "s_" : "_";
            string name = field.Declaration.Variables[0].Identifier.ValueText;
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || char.IsUpper(name[prefix.Length]))
            {
                yield return $"name of a field: {name}";
            }
        }

        foreach (ClassDeclarationSyntax type in root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(static t => !t.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            if (!type.AttributeLists.Any(static list => list.ToString() == GeneratedFile.NonUserType))
            {
                yield return $"no developer writes {type.Identifier.ValueText}, but the debugger steps into it";
            }
        }
    }

    /// <summary>A line of a comment with one word, such as a long path.</summary>
    [GeneratedRegex("^ */// [^ ]+$")]
    private static partial Regex LongWord();

    /// <summary>A string literal, or an address in a comment.</summary>
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Literal();
}
