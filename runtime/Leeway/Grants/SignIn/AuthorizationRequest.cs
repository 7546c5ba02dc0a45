using System.Diagnostics;

namespace Leeway.Grants;

/// <summary>
/// A sign-in begun: where to send the browser, and what to keep until it comes back. Keep it in the browser's session, where
/// nobody else's callback can meet it.
/// </summary>
/// <param name="Address">Where to send the browser.</param>
/// <param name="State">What the callback must bring back.</param>
/// <param name="CodeVerifier">The secret half of PKCE; <see langword="null"/> where it is not used.</param>
[DebuggerDisplay("sign-in (not shown)")]
public sealed record AuthorizationRequest(
    Uri Address,
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never)] string State,
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never)] string? CodeVerifier)
{
    /// <summary>Says what it is: the state is as good as a secret until the browser is back.</summary>
    public override string ToString() => "sign-in (not shown)";
}
