using Leeway.AspNetCore.Webhooks;

namespace ConnectJira;

/// <summary>Logs what happens to issues.</summary>
internal sealed partial class IssueLog(ILogger<IssueLog> logger) : IWebhookHandler<IssueEvent>
{
    public Task HandleAsync(IssueEvent received, WebhookContext context, CancellationToken cancellationToken)
    {
        LogEvent(received.Name, received.Issue?.Key, context.Site);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "{Event} {Issue} at {Site}")]
    private partial void LogEvent(string? @event, string? issue, string? site);
}
