namespace Leeway.Grants;

/// <summary>What a refusal of the token endpoint is about.</summary>
internal enum RefusalSubject
{
    /// <summary>Its words do not tell.</summary>
    Unknown,

    /// <summary>The token or the code that was sent.</summary>
    Token,

    /// <summary>The app: its id or secret, its state, or what it may ask for. No token is spent, and no user can help.</summary>
    App,
}
