using Leeway.Grants;

namespace Leeway.Cli.Login;

/// <summary>A login that is to be kept as a profile.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Secret">The secret of the profile.</param>
/// <param name="Grant">The tokens of a sign-in with the browser; null for a login without a grant.</param>
internal sealed record NewLogin(Profile Profile, string Secret, Grant? Grant)
{
    /// <summary>Whether Atlassian accepted it.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>The account; null if it is not known.</summary>
    public string? Account { get; init; }

    public override string ToString() => Profile.Name;
}
