namespace Leeway.Simulator.Authorization;

/// <summary>Why a token family was revoked.</summary>
public enum FamilyEnd
{
    /// <summary>A refresh token was presented after its leeway.</summary>
    Reuse,

    /// <summary>The family is older than the absolute limit.</summary>
    AbsoluteLimit,

    /// <summary>The user removed the app.</summary>
    Withdrawn,

    /// <summary>A new consent replaced the family.</summary>
    NewConsent,

    /// <summary>The authorization code of the family was used a second time.</summary>
    CodeReuse,
}
