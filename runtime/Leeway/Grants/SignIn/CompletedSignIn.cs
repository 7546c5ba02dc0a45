namespace Leeway.Grants;

/// <summary>The result of a successful sign-in.</summary>
public sealed record CompletedSignIn
{
    /// <summary>The grant as stored.</summary>
    public required Grant Grant { get; init; }

    /// <summary>
    /// The scopes that the grant had before and that this consent does not include. Atlassian also removes them from tokens issued earlier.
    /// </summary>
    public IReadOnlyList<string> LostScopes { get; init; } = [];
}
