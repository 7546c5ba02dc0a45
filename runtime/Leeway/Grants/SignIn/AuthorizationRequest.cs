using System.Diagnostics;

namespace Leeway.Grants;

/// <summary>
/// A sign-in under way: the address to send the browser to, and the values to keep until it returns. Keep it in the session of the browser,
/// so that it is used only for the callback of the same browser.
/// </summary>
/// <param name="Address">Where to send the browser.</param>
/// <param name="State">The state that the callback must contain.</param>
/// <param name="CodeVerifier">The PKCE code verifier; <see langword="null"/> if PKCE is not used.</param>
[DebuggerDisplay("sign-in (not shown)")]
public sealed record AuthorizationRequest(
    Uri Address,
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never)] string State,
    [property: DebuggerBrowsable(DebuggerBrowsableState.Never)] string? CodeVerifier)
{
    /// <summary>Returns a description without the state, which is a secret until the browser has returned.</summary>
    public override string ToString() => "sign-in (not shown)";
}
