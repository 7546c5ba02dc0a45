namespace Leeway.Grants;

/// <summary>What <see cref="GrantHealthCheck"/> looks at.</summary>
public sealed class GrantHealthCheckOptions
{
    private TimeSpan _idleWarning = TimeSpan.FromDays(14);

    /// <summary>
    /// Grants that the application cannot do without, such as <see cref="GrantId.Default"/>: one that cannot be used makes the check
    /// fail. None by default, since of thousands of users some always have to sign in again.
    /// </summary>
    public ICollection<GrantId> RequiredGrants { get; } = [];

    /// <summary>How long before <see cref="GrantOptions.InactivityLimit"/> grants that nobody has used, nor kept alive, are reported.</summary>
    /// <value>The default is 14 days.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan IdleWarning
    {
        get => _idleWarning;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            _idleWarning = value;
        }
    }
}
