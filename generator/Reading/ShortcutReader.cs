using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Generator.Reading;

/// <summary>Reads <c>x-leeway-shortcut</c>.</summary>
internal static class ShortcutReader
{
    /// <summary>The name of the extension.</summary>
    public const string Shortcut = "x-leeway-shortcut";

    /// <returns>The facts, or null if the value is not valid.</returns>
    public static ShortcutFacts? Read(JsonNode? node)
    {
        if (node is not JsonObject members)
        {
            return null;
        }

        ShortcutKind? kind = ReadText(members["kind"]) switch
        {
            "transition-by-name" => ShortcutKind.TransitionByName,
            "user-by-email" => ShortcutKind.UserByEmail,
            "comment-from-text" => ShortcutKind.CommentFromText,
            "page-by-title" => ShortcutKind.PageByTitle,
            "create-or-update-page" => ShortcutKind.CreateOrUpdatePage,
            _ => null,
        };
        string? find = ReadText(members["find"]);
        string? update = ReadText(members["update"]);
        int count = 1 + (find is null ? 0 : 1) + (update is null ? 0 : 1);
        return kind is { } known && members.Count == count && NeedsFind(known) == (find is not null) && (known == ShortcutKind.CreateOrUpdatePage) == (update is not null)
            ? new ShortcutFacts(known, find ?? "", update ?? "")
            : null;
    }

    private static bool NeedsFind(ShortcutKind kind) => kind is ShortcutKind.TransitionByName or ShortcutKind.CreateOrUpdatePage;

    private static string? ReadText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text ? text : null;
}
