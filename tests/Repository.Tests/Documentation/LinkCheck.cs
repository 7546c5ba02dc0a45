using System.Text.RegularExpressions;
using Leeway.Pages;

namespace Leeway.Repository.Tests.Documentation;

/// <summary>Finds links that do not lead to a file of the repository, or to a heading of its page. Other hosts are not called.</summary>
internal static partial class LinkCheck
{
    /// <summary>The addresses of files and folders on the main branch begin with one of these.</summary>
    private static readonly string[] s_repository =
        ["https://github.com/leeway-dotnet/leeway/blob/main/", "https://github.com/leeway-dotnet/leeway/tree/main/"];

    private static readonly Dictionary<string, MarkdownPage> s_pages = [];

    /// <summary>Finds the broken links of a page.</summary>
    public static IEnumerable<string> FindBroken(MarkdownPage page) =>
        from link in page.Links
        let problem = FindProblem(page, link.Target)
        where problem is not null
        select $"{page.Path}:{link.Line}: '{link.Target}' {problem}.";

    /// <summary>Finds broken links to files of this repository in a text that is not Markdown.</summary>
    public static IEnumerable<string> FindBroken(SourceFile file) =>
        from match in RepositoryLink().Matches(file.Text)
        let problem = FindProblemOfPath(match.Groups["path"].Value)
        where problem is not null
        select $"{file.Path}: '{match.Value}' {problem}.";

    /// <summary>Whether a link works outside of the repository.</summary>
    public static bool IsAbsolute(string target) => target.StartsWith("https://", StringComparison.Ordinal);

    private static string? FindProblem(MarkdownPage page, string target)
    {
        if (target.StartsWith('#'))
        {
            return page.Anchors.Contains(target[1..]) ? null : "is not a heading of this page";
        }

        if (s_repository.FirstOrDefault(prefix => target.StartsWith(prefix, StringComparison.Ordinal)) is { } address)
        {
            return FindProblemOfPath(target[address.Length..]);
        }

        if (target.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(target, UriKind.Absolute, out Uri? uri) && (IsAbsolute(target) || uri.IsLoopback) ? null : "is not an https address";
        }

        string folder = Path.GetDirectoryName(page.Path)!;
        string path = Path.GetRelativePath(Approval.Repository.Root, Path.GetFullPath(Path.Combine(Approval.Repository.Root, folder, target)));
        return path.StartsWith("..", StringComparison.Ordinal) ? "leads out of the repository" : FindProblemOfPath(path.Replace('\\', '/'));
    }

    private static string? FindProblemOfPath(string target)
    {
        string[] parts = target.Split('#', 2);
        string path = Path.Combine(Approval.Repository.Root, Uri.UnescapeDataString(parts[0]));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            return "does not exist";
        }

        return parts.Length < 2 || parts[1].Length == 0 || !parts[0].EndsWith(".md", StringComparison.Ordinal) || ReadPage(parts[0]).Anchors.Contains(parts[1])
            ? null
            : $"has no heading '{parts[1]}'";
    }

    private static MarkdownPage ReadPage(string path)
    {
        lock (s_pages)
        {
            return s_pages.TryGetValue(path, out MarkdownPage? page) ? page : s_pages[path] = MarkdownPage.Read(path);
        }
    }

    [GeneratedRegex("""https://github\.com/leeway-dotnet/leeway/(?:blob|tree)/main/(?<path>[^\s"'<>)]*)""")]
    private static partial Regex RepositoryLink();
}
