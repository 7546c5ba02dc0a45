namespace Leeway.Simulator.Authorization;

/// <summary>An Atlassian account.</summary>
public sealed record Account
{
    /// <summary>The account id.</summary>
    public required string AccountId { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The email address.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the password has changed. Refreshes are rejected while this is set.</summary>
    public bool PasswordChanged { get; set; }
}
