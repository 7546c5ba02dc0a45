namespace Leeway.Webhooks;

/// <summary>
/// Handles the events of kept webhooks. Register one or several as services; for a named registration, as services that are keyed by its name.
/// </summary>
/// <remarks>
/// An event is raised only in the process that caused or detected it, and is lost if the process ends first. An exception is logged and otherwise
/// ignored. After ten seconds, the next event does not wait any longer.
/// </remarks>
public interface IKeptWebhookEvents
{
    /// <summary>Handles an event.</summary>
    /// <param name="happened">The event. Later versions may raise it with other values of <see cref="KeptWebhookChange"/>.</param>
    /// <param name="cancellationToken">Is canceled after ten seconds, and when the application stops.</param>
    ValueTask HandleAsync(KeptWebhookEvent happened, CancellationToken cancellationToken);
}
