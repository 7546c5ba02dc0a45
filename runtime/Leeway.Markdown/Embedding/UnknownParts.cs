using Leeway.RichText;

namespace Leeway.Markdown.Embedding;

/// <summary>What was read of a node and has no property.</summary>
internal static class UnknownParts
{
    public static bool HasNone(AdfElement element) => element.UnknownAttributes.Count == 0 && element.UnknownMembers.Count == 0;
}
