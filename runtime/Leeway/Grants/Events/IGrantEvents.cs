namespace Leeway.Grants;

/// <summary>
/// Handles the events of grants: when one is refreshed, in doubt, lost or forgotten. Register one or several as services. For what to show on
/// request, see <see cref="GrantHealth"/>.
/// </summary>
/// <remarks>
/// Events of one grant come in order and one at a time, on a thread of their own: no refresh waits for them. An exception is
/// logged and otherwise ignored. An event is told by the process that brought it about, so a handler that must act once among
/// many processes decides by what it has stored itself; a process that ends may take events with it.
/// </remarks>
public interface IGrantEvents
{
    /// <summary>Takes note of an event. The next one of the same grant waits until this is done.</summary>
    /// <param name="grantEvent">
    /// A <see cref="GrantRotated"/>, <see cref="GrantDoubtBegan"/>, <see cref="GrantDoubtResolved"/>, <see cref="GrantLost"/>,
    /// <see cref="GrantForgotten"/> or <see cref="GrantAgeing"/>. Others may be added.
    /// </param>
    ValueTask HandleAsync(GrantEvent grantEvent);
}
