namespace Leeway.Approval;

/// <summary>The folders of the working copy that the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The five documents by file name without ending.</summary>
    public static readonly string[] Documents = ["jira", "jira-software", "jira-service-management", "confluence", "confluence-v1"];

    /// <summary>The pages of the guide, in the order in which readers paste their examples.</summary>
    private static readonly string[] s_guide = ["getting-started", "sign-in", "paging", "files", "errors", "refit", "stores"];

    public static string Specs => Path.Combine(Root, "specs");

    /// <summary>
    /// The documents as published, which are never part of the working copy: in the folder that <c>LEEWAY_PUBLISHED_SPECS</c> names, else
    /// beside the working copy, where somebody may have put them.
    /// </summary>
    public static string PublishedSpecs =>
        Environment.GetEnvironmentVariable("LEEWAY_PUBLISHED_SPECS") is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : Path.GetFullPath(Path.Combine(Root, "..", "shared", "specs"));

    public static string Document(string name) => Path.Combine(Specs, name + ".json");

    /// <summary>Reads all pages of the guide as one text.</summary>
    public static string ReadGuide() => string.Join('\n', s_guide.Select(static page => File.ReadAllText(Path.Combine(Root, "docs", page + ".md"))));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Sdk.sln above '{AppContext.BaseDirectory}'.");
    }
}
