using System.Diagnostics;

namespace Leeway.Grants;

/// <summary>
/// A sign-in under way: the address to send the browser to, and the values to keep until it returns. Keep it in the session of the browser,
/// so that it is used only for the callback of the same browser.
/// </summary>
[DebuggerDisplay("sign-in (not shown)")]
public sealed record AuthorizationRequest
{
    /// <summary>Where to send the browser.</summary>
    public required Uri Address { get; init; }

    /// <summary>The state that the callback must contain.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string State { get; init; }

    /// <summary>The PKCE code verifier; <see langword="null"/> if PKCE is not used.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? CodeVerifier { get; init; }

    /// <summary>Returns a description without the state, which is a secret until the browser has returned.</summary>
    public override string ToString() => "sign-in (not shown)";
}
