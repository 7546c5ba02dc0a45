namespace Leeway.Grants;

/// <summary>
/// Handles the events of grants, which are raised when a grant is refreshed, in doubt, lost or forgotten. Register one or several as
/// services. To show the current state on request, see <see cref="GrantHealth"/>.
/// </summary>
/// <remarks>
/// The events of one grant are delivered in order and one at a time, in the background, so that no refresh waits for them. An exception is
/// logged and otherwise ignored. An event is raised only in the process that caused or detected it, and some events are raised in several
/// processes. A handler that must act once across processes has to store what it has done. Events are lost if the process ends before they
/// are delivered. <see cref="GrantKeeper.DisposeAsync"/> waits for handlers for up to <see cref="GrantOptions.StoreTimeout"/>.
/// </remarks>
public interface IGrantEvents
{
    /// <summary>Handles an event. The next event of the same grant is delivered when the returned task has completed.</summary>
    /// <param name="grantEvent">
    /// A <see cref="GrantRotated"/>, <see cref="GrantDoubtBegan"/>, <see cref="GrantDoubtResolved"/>, <see cref="GrantLost"/>,
    /// <see cref="GrantForgotten"/> or <see cref="GrantAgeing"/>. Later versions may add others.
    /// </param>
    /// <param name="cancellationToken">
    /// Is canceled when the <see cref="GrantKeeper"/> is disposed, that is, when the application stops, and for no other reason: an event
    /// belongs to no caller. <see cref="GrantKeeper.Dispose"/> cancels it at once; <see cref="GrantKeeper.DisposeAsync"/> when the exchanges
    /// under way have ended and it no longer waits for handlers. It has no time limit: a handler that does not return delays the later events
    /// of its grant, but no refresh.
    /// </param>
    ValueTask HandleAsync(GrantEvent grantEvent, CancellationToken cancellationToken);
}
