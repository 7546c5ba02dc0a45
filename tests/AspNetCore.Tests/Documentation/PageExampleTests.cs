using System.Text;
using System.Text.RegularExpressions;
using Leeway.Pages;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>
/// The C# of these pages is code of the tests of this project, so it compiles and runs. With <c>LEEWAY_ACCEPT=1</c>, the pages are changed to
/// show the code of the tests.
/// </summary>
public sealed partial class PageExampleTests
{
    private static readonly CodeExample[] s_examples = [.. CodeExample.ReadAll()];

    public static TheoryData<string> Pages => [.. s_examples.Select(static example => example.Page).Distinct()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void PageShouldShowTheCodeOfTheTests(string page)
    {
        MarkdownPage shown = MarkdownPage.Read(page);
        List<string> problems = [];
        List<(PageCode Block, string Text)> accepted = [];
        foreach (IGrouping<string, CodeExample> section in s_examples.Where(example => example.Page == page).GroupBy(static example => example.Section))
        {
            PageCode[] blocks = [.. shown.Code.Where(code => code.Language == "csharp" && code.Section == section.Key)];
            if (blocks.Length != section.Count())
            {
                problems.Add($"The section '{section.Key}' of {page} has {blocks.Length} examples in C#, and the tests have {section.Count()} for it.");
                continue;
            }

            foreach ((CodeExample example, PageCode block) in section.Zip(blocks))
            {
                (string usings, string code) = Split(block.Text, example);
                accepted.Add((block, usings + example.Code));
                problems.AddRange(FindMissingUsings(usings, example).Select(name => $"An example in the section '{section.Key}' of {page} has 'using {name};', which its test does not have."));
                if (code != example.Code)
                {
                    problems.Add($"An example in the section '{section.Key}' of {page} differs from the code of its test:\n{TextDifference.Of(code, example.Code)}");
                }
            }
        }

        if (Environment.GetEnvironmentVariable("LEEWAY_ACCEPT") == "1")
        {
            Write(shown, accepted);
        }

        Assert.True(problems.Count == 0, $"Run this test with LEEWAY_ACCEPT=1 to write the code of the tests to the page.\n{string.Join('\n', problems)}");
    }

    /// <summary>Code in a section for which the tests have none would be neither compiled nor run.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void PageShouldHaveNoOtherCode(string page)
    {
        // The first steps and the web application of the README are compiled and run by other tests.
        string[] elsewhere = page == "README.md" ? ["begin", "connect-a-web-application"] : [];
        HashSet<string> tested = [.. s_examples.Where(example => example.Page == page).Select(static example => example.Section).Concat(elsewhere)];

        Assert.Empty(MarkdownPage.Read(page).Code.Where(code => code.Language == "csharp" && !tested.Contains(code.Section)).Select(static code => code.Section));
    }

    [Fact]
    public void CookbookShouldHaveTwentyTasks()
    {
        MarkdownPage cookbook = MarkdownPage.Read("docs/cookbook.md");
        string[] tasks = [.. cookbook.Headings.Where(static heading => heading.Level == 3).Select(static heading => heading.Anchor)];

        Assert.InRange(tasks.Length, 20, 40);
        Assert.Empty(tasks.Except(s_examples.Where(static example => example.Page == "docs/cookbook.md").Select(static example => example.Section)));
    }

    /// <summary>Splits the directives at the beginning off, which the file of a test has at its beginning, too.</summary>
    private static (string Usings, string Code) Split(string block, CodeExample example)
    {
        Match usings = example.Code.StartsWith("using ", StringComparison.Ordinal) ? Match.Empty : Directives().Match(block);
        return (usings.Value, block[usings.Length..]);
    }

    private static void Write(MarkdownPage page, List<(PageCode Block, string Text)> accepted)
    {
        StringBuilder text = new(page.Text);
        foreach ((PageCode block, string code) in accepted.OrderByDescending(static edit => edit.Block.Start))
        {
            text.Remove(block.Start, block.Text.Length).Insert(block.Start, code);
        }

        File.WriteAllText(Path.Combine(Repository.Root, page.Path), text.ToString());
    }

    private static IEnumerable<string> FindMissingUsings(string usings, CodeExample example) => usings
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line["using ".Length..^1])
        .Where(name => !example.Usings.Contains(name) && !$"{typeof(PageExampleTests).Namespace}.".StartsWith($"{name}.", StringComparison.Ordinal));

    [GeneratedRegex(@"\A(?:using (?:static )?[\w.]+;\n)+\n?")]
    private static partial Regex Directives();
}
