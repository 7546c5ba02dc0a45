using System.Text.RegularExpressions;

namespace Leeway.AspNetCore.Tests.Documentation;

/// <summary>
/// Code of a test that a page shows. It is between <c>// Example: PAGE#ANCHOR</c>, or several of these separated by commas, and <c>// End</c>,
/// which have its indentation.
/// </summary>
/// <param name="Page">The path of the page below the root of the repository.</param>
/// <param name="Section">The anchor of the heading above the code; empty above the first heading.</param>
/// <param name="Code">The code without its indentation, with a line break after each line.</param>
/// <param name="Usings">The namespaces that the file of the code imports.</param>
internal sealed partial record CodeExample(string Page, string Section, string Code, IReadOnlyList<string> Usings)
{
    /// <summary>Reads the examples in the sources of this project, ordered by file and place.</summary>
    public static IEnumerable<CodeExample> ReadAll()
    {
        string folder = Path.Combine(Repository.Root, "tests/AspNetCore.Tests");
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .SelectMany(static path => Read(File.ReadAllText(path)));
    }

    private static IEnumerable<CodeExample> Read(string source)
    {
        string[] usings = [.. Using().Matches(source).Select(static m => m.Groups["name"].Value)];
        return
            from match in Marked().Matches(source)
            let lines = match.Groups["code"].Value.Split('\n')[..^1]
            let code = string.Concat(lines.Select(line => $"{(line.Length > 0 ? line[match.Groups["indent"].Length..] : line)}\n"))
            from place in match.Groups["places"].Value.Split(", ")
            let parts = place.Split('#')
            select new CodeExample(parts[0], parts.Length > 1 ? parts[1] : "", code, usings);
    }

    [GeneratedRegex(@"^(?<indent> *)// Example: (?<places>[^\n]+)\n(?<code>.*?)^\k<indent>// End\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^using (?<name>(?:static )?[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
