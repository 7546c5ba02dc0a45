namespace Leeway.Grants;

/// <summary>What an error response of the token endpoint is about.</summary>
internal enum RefusalSubject
{
    /// <summary>The error does not say.</summary>
    Unknown,

    /// <summary>The token or code that was sent.</summary>
    Token,

    /// <summary>The app: its id or secret, its state, or its permissions. No token is spent, and a new consent does not help.</summary>
    App,
}
