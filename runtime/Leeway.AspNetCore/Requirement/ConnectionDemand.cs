namespace Leeway.AspNetCore;

/// <summary>What the user must do before an endpoint can answer.</summary>
internal sealed class ConnectionDemand
{
    /// <summary>The status code for API requests.</summary>
    public required int Status { get; init; }

    /// <summary>The part of the address of the problem type after the hash sign.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required string Detail { get; init; }

    /// <summary>The page on which the user does it.</summary>
    public required SignInEndpoint Endpoint { get; init; }

    /// <summary>The protected list of scopes to request in addition.</summary>
    public string? ProtectedScopes { get; init; }

    /// <summary>The scopes that the call needs and the grant lacks.</summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];
}
