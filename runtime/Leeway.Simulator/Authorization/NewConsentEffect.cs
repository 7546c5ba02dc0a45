namespace Leeway.Simulator.Authorization;

/// <summary>The effect of a new consent on the existing token families of the grant. It occurs when the code is exchanged.</summary>
public enum NewConsentEffect
{
    /// <summary>The families stay valid.</summary>
    KeepsFamilies,

    /// <summary>The families are revoked.</summary>
    RevokesFamilies,
}
