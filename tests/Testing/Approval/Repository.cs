using Xunit;

namespace Leeway.Approval;

/// <summary>Finds the folders of the working copy that contains the tests.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The pages of the guide, in the order in which readers paste their examples.</summary>
    private static readonly string[] s_guide = ["getting-started", "sign-in", "paging", "files", "errors", "refit", "stores", "testing"];

    public static string Specs => Path.Combine(Root, "specs");

    /// <summary>
    /// The folder of the published documents, which are never part of the working copy: the folder in <c>LEEWAY_PUBLISHED_SPECS</c>, or one
    /// beside the working copy.
    /// </summary>
    private static string PublishedSpecs =>
        Environment.GetEnvironmentVariable("LEEWAY_PUBLISHED_SPECS") is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : Path.GetFullPath(Path.Combine(Root, "..", "shared", "specs"));

    public static string Document(string name) => Path.Combine(Specs, name + ".json");

    /// <summary>Returns the path of a published document, or skips the test when there is no such file: a folder may hold some of the documents.</summary>
    /// <param name="name">The file's name, without its extension.</param>
    public static string RequirePublished(string name)
    {
        string path = Path.Combine(PublishedSpecs, name + ".json");
        Assert.SkipUnless(File.Exists(path), $"The published document is not at '{path}'. Set LEEWAY_PUBLISHED_SPECS to the folder that contains it.");
        return path;
    }

    /// <summary>Reads all pages of the guide, and the section of the README about rich text and queries, as one text.</summary>
    public static string ReadGuide()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        int start = readme.IndexOf("\n## Write and search\n", StringComparison.Ordinal);
        string section = readme[start..readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
        return string.Join('\n', s_guide.Select(static page => File.ReadAllText(Path.Combine(Root, "docs", page + ".md"))).Append(section));
    }

    /// <summary>Reads the examples in C# of a page of the documentation.</summary>
    /// <param name="page">The name of the file.</param>
    public static IEnumerable<string> ReadExamples(string page) => File.ReadAllText(Path.Combine(Root, "docs", page))
        .Split("\n```csharp\n")
        .Skip(1)
        .Select(static example => example[..(example.IndexOf("\n```", StringComparison.Ordinal) + 1)]);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"There is no Sdk.sln in a parent folder of '{AppContext.BaseDirectory}'. Run the tests in the working copy.");
    }
}
