namespace Leeway.AspNetCore.Tests.SignIn;

/// <summary>How an attacker changes the cookie of a sign-in.</summary>
internal enum CookieChange
{
    Kept,
    Empty,
    Cut,
    Flipped,
    Doubled,
    Replaced,
}
