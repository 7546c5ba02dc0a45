namespace Leeway.Simulator.Authorization;

/// <summary>An Atlassian account.</summary>
/// <param name="AccountId">Its id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Email">Its address.</param>
public sealed record Account(string AccountId, string Name, string Email)
{
    /// <summary>Whether its password has changed: refreshes are refused until this is cleared.</summary>
    public bool PasswordChanged { get; set; }
}
