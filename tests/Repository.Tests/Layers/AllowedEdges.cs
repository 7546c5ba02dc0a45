namespace Leeway.Repository.Tests.Layers;

/// <summary>Which folder may use which others, by project. <c>docs/architecture.md</c> explains the layers.</summary>
internal static class AllowedEdges
{
    private static readonly Dictionary<string, Dictionary<string, string[]>> s_projects = new()
    {
        ["runtime/Leeway"] = new()
        {
        },
        ["generator"] = new()
        {
        },
    };

    public static IReadOnlyDictionary<string, string[]> Of(string project) => s_projects[project];
}
