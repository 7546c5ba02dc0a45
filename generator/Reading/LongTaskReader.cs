using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Leeway.Generator.Reading;

/// <summary>Reads <c>x-leeway-task</c> and <c>x-leeway-starts</c>.</summary>
internal static class LongTaskReader
{
    /// <summary>The name of the extension of an operation that reads the state of a task.</summary>
    public const string Task = "x-leeway-task";

    /// <summary>The name of the extension of an operation that starts a task.</summary>
    public const string Starts = "x-leeway-starts";

    private static readonly HashSet<string> s_taskMembers = ["id", "status", "finished", "successful", "percent", "message", "error", "result", "cancel", "kept"];

    private static readonly HashSet<string> s_startMembers = ["task", "id"];

    /// <summary>Reads the facts about a task.</summary>
    /// <returns>The facts, or null if the value is not valid.</returns>
    public static LongTaskFacts? ReadTask(JsonNode? node)
    {
        if (node is not JsonObject members || !AreTexts(members, s_taskMembers, number: "kept") || ReadText(members["id"]) is not { } id)
        {
            return null;
        }

        int? kept = members["kept"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) && number > 0 ? number : null;
        var facts = new LongTaskFacts(
            id,
            ReadText(members["status"]),
            ReadText(members["finished"]),
            ReadText(members["successful"]),
            ReadText(members["percent"]),
            ReadText(members["message"]),
            ReadText(members["error"]),
            ReadText(members["result"]),
            ReadText(members["cancel"]),
            kept);

        // One of them says when a task ends. Two would have to agree.
        return (facts.Status is null) == (facts.Finished is not null) && (facts.Finished is null) == (facts.Successful is null) && (kept is not null || !members.ContainsKey("kept"))
            ? facts
            : null;
    }

    /// <summary>Reads the facts about an operation that starts a task.</summary>
    /// <inheritdoc cref="ReadTask" path="/returns"/>
    public static LongTaskStartFacts? ReadStart(JsonNode? node) =>
        node is JsonObject members && AreTexts(members, s_startMembers) && ReadText(members["task"]) is { } task ? new LongTaskStartFacts(task, ReadText(members["id"])) : null;

    /// <summary>Whether all members are known, and are texts that are not empty.</summary>
    /// <param name="members">The members.</param>
    /// <param name="known">The known names.</param>
    /// <param name="number">The name of a member that is a number.</param>
    private static bool AreTexts(JsonObject members, HashSet<string> known, string number = "")
    {
        foreach (KeyValuePair<string, JsonNode?> member in members)
        {
            if (!known.Contains(member.Key) || (member.Key != number && ReadText(member.Value) is null))
            {
                return false;
            }
        }

        return true;
    }

    private static string? ReadText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text ? text : null;
}
