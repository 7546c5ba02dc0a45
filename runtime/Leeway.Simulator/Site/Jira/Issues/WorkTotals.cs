using System.Text.Json.Nodes;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The estimates of an issue and the work on it, in seconds.</summary>
/// <param name="Original">The original estimate; null for none.</param>
/// <param name="Remaining">The remaining estimate; null for none.</param>
/// <param name="Spent">The time spent; null if no work was recorded.</param>
internal readonly record struct WorkTotals(long? Original, long? Remaining, long? Spent)
{
    /// <summary>The part of the original estimate that was spent, in percent; -1 without an estimate.</summary>
    public long Ratio => Original is > 0 and var original ? (Spent ?? 0) * 100 / original : -1;

    public static WorkTotals Of(JiraIssue issue)
    {
        JsonNode? tracking = issue.Values.GetValueOrDefault(FieldIds.TimeTracking);
        long? original = (long?)tracking.Member("originalEstimateSeconds").Number();
        long? spent = issue.Worklogs.Count > 0 ? issue.Worklogs.Sum(static worklog => worklog.Seconds) : null;
        long? remaining = (long?)tracking.Member("remainingEstimateSeconds").Number() ?? (original is null ? null : Math.Max(0, original.Value - (spent ?? 0)));
        return new WorkTotals(original, remaining, spent);
    }

    public JsonObject Describe()
    {
        JsonObject json = [];
        foreach ((string name, long? seconds) in ((string, long?)[])[("originalEstimate", Original), ("remainingEstimate", Remaining), ("timeSpent", Spent)])
        {
            if (seconds is { } value)
            {
                json[name] = JiraDuration.Format(value);
            }
        }

        foreach ((string name, long? seconds) in ((string, long?)[])[("originalEstimateSeconds", Original), ("remainingEstimateSeconds", Remaining), ("timeSpentSeconds", Spent)])
        {
            if (seconds is { } value)
            {
                json[name] = value;
            }
        }

        return json;
    }

    public JsonObject DescribeProgress()
    {
        long total = (Spent ?? 0) + (Remaining ?? 0);
        JsonObject json = new() { ["progress"] = Spent ?? 0, ["total"] = total };
        if (total > 0)
        {
            json["percent"] = (Spent ?? 0) * 100 / total;
        }

        return json;
    }
}
