namespace Leeway.Simulator.Authorization;

/// <summary>What exchanging the code of a new consent does to the families that the same grant already has.</summary>
public enum NewConsentEffect
{
    /// <summary>They go on living.</summary>
    KeepsFamilies,

    /// <summary>They are revoked.</summary>
    RevokesFamilies,
}
