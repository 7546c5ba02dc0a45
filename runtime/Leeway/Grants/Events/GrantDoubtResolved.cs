namespace Leeway.Grants;

/// <summary>A doubt has ended and the grant is alive. If the grant is lost, <see cref="GrantLost"/> is raised instead.</summary>
public sealed record GrantDoubtResolved : GrantEvent
{
    /// <summary>When the doubt began.</summary>
    public required DateTimeOffset Since { get; init; }
}
