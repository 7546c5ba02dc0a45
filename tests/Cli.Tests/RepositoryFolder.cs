namespace Leeway.Cli.Tests;

/// <summary>Folders of the working copy that the tests read.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = FindRoot();

    public static string Specs => Path.Combine(Root, "specs");

    /// <summary>The published documents, which lie beside the working copy where somebody has put them and are never part of it.</summary>
    public static string Published => Path.GetFullPath(Path.Combine(Root, "..", "shared", "specs"));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Sdk.sln above '{AppContext.BaseDirectory}'.");
    }
}
