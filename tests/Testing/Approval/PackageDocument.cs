using Leeway.TimeLimit;

namespace Leeway.Approval;

/// <summary>A document of the package.</summary>
/// <param name="Name">The file name, without extension.</param>
/// <param name="Product">The C# name of the product.</param>
/// <param name="Operations">The number of operations.</param>
/// <param name="IsForFullRuns">Whether slow tests use the document only in full runs.</param>
public sealed record PackageDocument(string Name, string Product, int Operations, bool IsForFullRuns = false)
{
    public static IReadOnlyList<PackageDocument> All { get; } =
    [
        new("jira", "Jira", 616),
        new("jira-software", "JiraSoftware", 105),
        new("jira-service-management", "JiraServiceManagement", 72),
        new("confluence", "Confluence", 218),
        new("confluence-v1", "ConfluenceV1", 130),
        new("assets", "Assets", 61, IsForFullRuns: true),
        new("bitbucket", "Bitbucket", 298, IsForFullRuns: true),
        new("user-management", "UserManagement", 10, IsForFullRuns: true),
        new("organizations", "Organizations", 47, IsForFullRuns: true),
    ];

    /// <summary>The documents for slow tests in this run.</summary>
    public static IReadOnlyList<PackageDocument> ForSlowTests { get; } = [.. All.Where(static d => TestSize.IsFull || !d.IsForFullRuns)];

    /// <summary>The documents in this run for tests that compile each document on its own: by default a small one of each family.</summary>
    public static IReadOnlyList<PackageDocument> ForSlowestTests { get; } = [.. All.Where(static d => TestSize.IsFull || d.Name is "jira-service-management" or "confluence")];
}
