namespace Leeway.Simulator.Authorization;

/// <summary>An Atlassian account.</summary>
/// <param name="AccountId">The account id.</param>
/// <param name="Name">The display name.</param>
/// <param name="Email">The email address.</param>
public sealed record Account(string AccountId, string Name, string Email)
{
    /// <summary>Whether the password has changed. Refreshes are rejected while this is set.</summary>
    public bool PasswordChanged { get; set; }
}
