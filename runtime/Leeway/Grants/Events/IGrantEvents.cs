namespace Leeway.Grants;

/// <summary>
/// Handles the events of grants, which are raised when a grant is refreshed, in doubt, lost or forgotten. Register one or several as
/// services. To show the current state on request, see <see cref="GrantHealth"/>.
/// </summary>
/// <remarks>
/// The events of one grant are delivered in order and one at a time, in the background, so that no refresh waits for them. An exception is
/// logged and otherwise ignored. An event is raised only in the process that caused or detected it, and some events are raised in several
/// processes. A handler that must act once across processes has to store what it has done. Events are lost if the process ends before they
/// are delivered.
/// </remarks>
public interface IGrantEvents
{
    /// <summary>Handles an event. The next event of the same grant is delivered when the returned task has completed.</summary>
    /// <param name="grantEvent">
    /// A <see cref="GrantRotated"/>, <see cref="GrantDoubtBegan"/>, <see cref="GrantDoubtResolved"/>, <see cref="GrantLost"/>,
    /// <see cref="GrantForgotten"/> or <see cref="GrantAgeing"/>. Later versions may add others.
    /// </param>
    ValueTask HandleAsync(GrantEvent grantEvent);
}
