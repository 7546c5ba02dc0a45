namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// A Jira expression failed, for example in a condition of a workflow. The event is <c>jira_expression_evaluation_failed</c>.
/// <see cref="WebhookEvent.Json"/> has the details, which Atlassian does not document.
/// </summary>
public sealed class JiraExpressionEvaluationFailed : WebhookEvent
{
    internal JiraExpressionEvaluationFailed(WebhookPayload payload)
        : base(payload)
    {
    }
}
