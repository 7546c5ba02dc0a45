namespace Leeway.Repository.Tests.Layers;

public sealed class LayerTests
{
    private static readonly Dictionary<string, FolderGraph> s_graphs = [];

    [Theory]
    [InlineData("runtime/Leeway", "Leeway")]
    [InlineData("runtime/Leeway.Simulator", "Leeway.Simulator")]
    [InlineData("runtime/Leeway.Cli", "Leeway.Cli")]
    [InlineData("runtime/Leeway.Cli.Dev", "Leeway.Cli.Dev")]
    [InlineData("runtime/Leeway.EntityFrameworkCore", "Leeway.EntityFrameworkCore")]
    [InlineData("runtime/Leeway.Markdown", "Leeway.Markdown")]
    [InlineData("runtime/Leeway.AspNetCore", "Leeway.AspNetCore")]
    [InlineData("generator", "Leeway.Generator")]
    public void FoldersShouldFormNoCycle(string project, string assemblyName)
    {
        FolderGraph graph = GetGraph(project, assemblyName);

        Problems.AssertNone(graph.Unresolved);
        Assert.True(graph.FindCycles() is [], Describe(graph));
    }

    [Theory]
    [InlineData("runtime/Leeway", "Leeway")]
    [InlineData("generator", "Leeway.Generator")]
    public void FoldersShouldUseOnlyThoseBelowThem(string project, string assemblyName)
    {
        FolderGraph graph = GetGraph(project, assemblyName);
        IReadOnlyDictionary<string, string[]> allowed = AllowedEdges.Of(project);

        Problems.AssertNone(
            from edge in graph.Edges
            where !allowed.TryGetValue(edge.Key.From, out string[]? below) || !below.Contains(edge.Key.To)
            from file in edge.Value
            select $"{file}: {edge.Key} is not an allowed edge");
        Problems.AssertNone(
            from folder in allowed
            from below in folder.Value
            where !graph.Edges.ContainsKey(new FolderEdge(folder.Key, below))
            select $"{folder.Key} -> {below} is allowed and not used");
    }

    [Fact]
    public void CycleShouldBeFoundAndNameItsFiles()
    {
        SourceFile[] files =
        [
            new("p/Low/Store.cs", "namespace P; class Store { Keeper K; }"),
            new("p/High/Keeper.cs", "namespace P; class Keeper { Store S; }"),
            new("p/Aside/Clock.cs", "namespace P; class Clock { Store S; }"),
        ];

        FolderGraph graph = FolderGraph.Of("p", files, "P");

        Assert.Equal(["High", "Low"], Assert.Single(graph.FindCycles()));
        Assert.Equal(["p/Low/Store.cs uses Keeper"], graph.Edges[new FolderEdge("Low", "High")]);
    }

    // The tests of a class run one after the other.
    private static FolderGraph GetGraph(string project, string assemblyName)
    {
        if (!s_graphs.TryGetValue(project, out FolderGraph? graph))
        {
            graph = FolderGraph.Of(project, SourceFile.CSharpIn(project), assemblyName);
            s_graphs.Add(project, graph);
        }

        return graph;
    }

    private static string Describe(FolderGraph graph) => string.Join(
        '\n',
        from cycle in graph.FindCycles()
        from edge in graph.Edges
        where cycle.Contains(edge.Key.From) && cycle.Contains(edge.Key.To)
        select $"{edge.Key}: {string.Join("; ", edge.Value)}");
}
