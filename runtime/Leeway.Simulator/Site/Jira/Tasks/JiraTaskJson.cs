using System.Text.Json.Nodes;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>Writes tasks as Jira does.</summary>
internal static class JiraTaskJson
{
    public static string Of(TaskState state) => state switch
    {
        TaskState.Enqueued => "ENQUEUED",
        TaskState.Running => "RUNNING",
        TaskState.Complete => "COMPLETE",
        TaskState.Failed => "FAILED",
        TaskState.CancelRequested => "CANCEL_REQUESTED",
        TaskState.Cancelled => "CANCELLED",
        _ => "DEAD",
    };

    public static string AddressOf(SiteRequest call, SimulatedTask task) => $"{call.Base}/rest/api/3/task/{task.Id}";

    /// <summary>Writes a task. Its times are milliseconds since 1970, and its submitter is a number, unlike everywhere else.</summary>
    public static JsonObject Of(SiteRequest call, SimulatedTask task)
    {
        JsonObject json = new()
        {
            ["self"] = AddressOf(call, task),
            ["id"] = task.Id,
            ["description"] = task.Description,
            ["status"] = Of(task.State),
        };
        if (task.Result is { } result)
        {
            json["result"] = result.DeepClone();
        }

        if (task.State is TaskState.Failed)
        {
            json["message"] = "The task failed.";
        }

        json["submittedBy"] = 10000;
        json["progress"] = task.Progress;
        json["elapsedRuntime"] = task.StartedAt is { } started ? (long)Math.Max(0, (task.UpdatedAt - started).TotalMilliseconds) : 0;
        json["submitted"] = task.SubmittedAt.ToUnixTimeMilliseconds();
        if (task.StartedAt is { } startedAt)
        {
            json["started"] = startedAt.ToUnixTimeMilliseconds();
        }

        if (task.FinishedAt is { } finishedAt)
        {
            json["finished"] = finishedAt.ToUnixTimeMilliseconds();
        }

        json["lastUpdate"] = task.UpdatedAt.ToUnixTimeMilliseconds();
        return json;
    }

    /// <summary>Creates the response of an operation that starts a task: a redirect to the task, with the task as the body.</summary>
    public static SimulatedResponse SeeOther(SiteRequest call, SimulatedTask task) =>
        SimulatedResponse.Json(303, Of(call, task)).With("Location", AddressOf(call, task));
}
