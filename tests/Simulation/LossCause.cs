namespace Leeway.Simulation;

/// <summary>What really ended a grant.</summary>
internal enum LossCause
{
    /// <summary>The user removed the app, or consented again and the answer to that was lost.</summary>
    Withdrawn,

    /// <summary>The user changed the password.</summary>
    PasswordChanged,

    /// <summary>The refresh token lay unused for too long.</summary>
    Idle,

    /// <summary>The family reached the absolute limit.</summary>
    AbsoluteAge,

    /// <summary>A token was spent, its answer lost, and the leeway passed.</summary>
    SpendInDoubt,

    /// <summary>A token was presented that another answer had put out of use.</summary>
    Superseded,
}
