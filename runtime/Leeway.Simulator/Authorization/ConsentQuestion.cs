namespace Leeway.Simulator.Authorization;

/// <summary>What the consent screen asks the user, or why it does not.</summary>
internal sealed record ConsentQuestion
{
    /// <summary>The response to a request that no user can grant.</summary>
    public AuthorizeAnswer? Refusal { get; init; }

    /// <summary>The app; <see langword="null"/> if it is unknown.</summary>
    public RegisteredApp? App { get; init; }

    /// <summary>The requested scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
