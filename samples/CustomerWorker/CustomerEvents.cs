using Leeway.Grants;

namespace CustomerWorker;

/// <summary>Handles grants that were lost, whether the loop, the keep-alive or another call noticed.</summary>
internal sealed partial class CustomerEvents(ILogger<CustomerEvents> logger) : IGrantEvents
{
    public ValueTask HandleAsync(GrantEvent grantEvent, CancellationToken cancellationToken)
    {
        if (grantEvent is GrantLost lost)
        {
            // Send the customer a message here, with a link to the page on which your application connects to Jira.
            LogInvitation(lost.Grant, lost.Loss.Evidence);
        }

        return ValueTask.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "{Customer} should be invited to sign in again: {Evidence}")]
    private partial void LogInvitation(GrantId customer, string evidence);
}
