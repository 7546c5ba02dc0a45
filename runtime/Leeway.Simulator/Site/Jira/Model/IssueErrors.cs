using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The error responses that many operations of issues have.</summary>
internal static class IssueErrors
{
    public static SimulatedResponse NotFound() => ErrorAnswers.Jira(404, "Issue does not exist or you do not have permission to see it.");

    public static SimulatedResponse InvalidBody() =>
        ErrorAnswers.Jira(400, "Invalid request payload. Refer to the REST API documentation and try again.");
}
