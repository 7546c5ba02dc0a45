namespace Leeway.Calls;

/// <summary>What a product reports about the login of a request.</summary>
internal enum LoginOutcome
{
    /// <summary>Nothing, or an unknown value.</summary>
    NotStated,

    /// <summary>The login was accepted.</summary>
    Accepted,

    /// <summary>The login failed, for example because its token has expired.</summary>
    Failed,

    /// <summary>The account is locked, disabled or not admitted. Another token does not change that.</summary>
    Barred,
}
