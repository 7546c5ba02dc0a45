namespace Leeway.Grants;

/// <summary>The grant can no longer be renewed. The user must consent again.</summary>
public sealed record GrantLost : GrantEvent
{
    /// <summary>The probable reason.</summary>
    public required GrantLoss Loss { get; init; }
}
