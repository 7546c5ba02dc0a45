using System.Buffers;

namespace Leeway.Sites;

/// <summary>Parses the ids of Assets workspaces. They are UUIDs today, and Atlassian does not promise that.</summary>
internal static class WorkspaceId
{
    private const int MaxLength = 100;

    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    /// <summary>Returns the text if it can be an id and one segment of a path; <see langword="null"/> if it cannot.</summary>
    public static string? Find(string? text)
    {
        text = text?.Trim();
        return text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(s_characters) ? text : null;
    }
}
