using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>A worklog that a caller sent, after it was checked.</summary>
/// <param name="Seconds">The time spent; null to keep it.</param>
/// <param name="StartedAt">The start of the work; null for now, or to keep it.</param>
/// <param name="Comment">The comment; null for none.</param>
internal sealed record WorklogInput(long? Seconds, DateTimeOffset? StartedAt, JsonNode? Comment)
{
    /// <summary>Checks a worklog.</summary>
    /// <param name="body">The worklog.</param>
    /// <param name="isNew">Whether the worklog is added, and not updated.</param>
    /// <param name="field">The field in error.</param>
    /// <param name="error">Why it is rejected.</param>
    /// <returns>The worklog; null if it is rejected.</returns>
    public static WorklogInput? Read(JsonNode? body, bool isNew, out string field, out string error)
    {
        (field, error) = ("timeLogged", "Worklog must not be null.");
        long? seconds = (long?)body.Member("timeSpentSeconds").Number();
        if (body.Member("timeSpent").Text() is { } text)
        {
            seconds = JiraDuration.Parse(text);
            error = $"'{text}' is not a duration. Use a form such as '3h 30m'.";
            if (seconds is null)
            {
                return null;
            }
        }

        if (seconds is null ? isNew : seconds <= 0)
        {
            return null;
        }

        DateTimeOffset? startedAt = null;
        if (body.Member("started") is { } started)
        {
            (field, error) = ("started", $"Error parsing time: {started.Text() ?? started.ToJsonString()}");
            if (!JiraTime.TryParse(started.Text(), out DateTimeOffset time))
            {
                return null;
            }

            startedAt = time;
        }

        if (body.Member("comment") is { } comment && !AdfText.IsDocument(comment))
        {
            (field, error) = ("comment", "Comment body is not valid!");
            return null;
        }

        return new WorklogInput(seconds, startedAt, body.Member("comment")?.DeepClone());
    }
}
