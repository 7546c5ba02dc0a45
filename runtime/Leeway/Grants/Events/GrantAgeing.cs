namespace Leeway.Grants;

/// <summary>The grant approaches an age limit; see <see cref="GrantOptions.AgeWarning"/>.</summary>
public sealed record GrantAgeing : GrantEvent
{
    /// <summary>The limit.</summary>
    public required GrantAgeLimit Limit { get; init; }

    /// <summary>When the limit is reached.</summary>
    public required DateTimeOffset LimitAt { get; init; }
}
