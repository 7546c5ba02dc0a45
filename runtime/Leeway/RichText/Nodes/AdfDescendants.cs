namespace Leeway.RichText;

/// <summary>Enumerates nodes in the order of the document, without recursion.</summary>
internal static class AdfDescendants
{
    public static IEnumerable<AdfNode> Enumerate(IReadOnlyList<AdfNode> nodes)
    {
        var open = new Stack<(IReadOnlyList<AdfNode> Nodes, int Next)>();
        open.Push((nodes, 0));
        while (open.TryPop(out (IReadOnlyList<AdfNode> Nodes, int Next) level))
        {
            if (level.Next < level.Nodes.Count)
            {
                AdfNode node = level.Nodes[level.Next];
                open.Push((level.Nodes, level.Next + 1));
                open.Push((node.Children, 0));
                yield return node;
            }
        }
    }
}
