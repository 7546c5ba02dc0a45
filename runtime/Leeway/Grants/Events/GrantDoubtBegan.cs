namespace Leeway.Grants;

/// <summary>
/// The response to a refresh was lost, so the refresh token may be spent. It is sent again until the doubt is resolved. Each process
/// that works on the doubt raises this event.
/// </summary>
public sealed record GrantDoubtBegan : GrantEvent
{
    /// <summary>When the token was first sent.</summary>
    public required DateTimeOffset Since { get; init; }
}
