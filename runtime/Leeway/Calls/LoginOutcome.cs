namespace Leeway.Calls;

/// <summary>What a product says about the login of a request.</summary>
internal enum LoginOutcome
{
    /// <summary>Nothing, or nothing that is known.</summary>
    NotStated,

    /// <summary>The login is good.</summary>
    Accepted,

    /// <summary>The login failed, perhaps because its token has ended.</summary>
    Failed,

    /// <summary>The account is locked, disabled or not admitted, which no other token changes.</summary>
    Barred,
}
