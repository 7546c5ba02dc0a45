namespace Leeway.Simulation;

/// <summary>What really ended a grant.</summary>
internal enum LossCause
{
    /// <summary>The user removed the app, or consented again and the response was lost.</summary>
    Withdrawn,

    /// <summary>The user changed the password.</summary>
    PasswordChanged,

    /// <summary>The refresh token was unused for too long.</summary>
    Idle,

    /// <summary>The family reached the absolute limit.</summary>
    AbsoluteAge,

    /// <summary>A token was spent, its response was lost, and the leeway passed.</summary>
    SpendInDoubt,

    /// <summary>A token was sent that another response had replaced.</summary>
    Superseded,
}
