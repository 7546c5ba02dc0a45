namespace Leeway.Simulator.Authorization;

/// <summary>Why a family was revoked.</summary>
public enum FamilyEnd
{
    /// <summary>A token past its leeway was presented.</summary>
    Reuse,

    /// <summary>The family is older than the absolute limit.</summary>
    AbsoluteLimit,

    /// <summary>The user removed the app.</summary>
    Withdrawn,

    /// <summary>A new consent replaced it.</summary>
    NewConsent,

    /// <summary>Its authorization code was presented a second time.</summary>
    CodeReuse,
}
