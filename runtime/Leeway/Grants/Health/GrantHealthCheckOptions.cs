namespace Leeway.Grants;

/// <summary>The options of the health check of grants. The name of the options is that of the check.</summary>
public sealed class GrantHealthCheckOptions
{
    private TimeSpan _idleWarning = TimeSpan.FromDays(14);

    /// <summary>
    /// The grants that the application cannot work without, such as <see cref="GrantId.Default"/>. The check fails if one of them cannot be
    /// used. The default is none, because in an application with many users some always have to sign in again.
    /// </summary>
    public ICollection<GrantId> RequiredGrants { get; } = [];

    /// <summary>
    /// How long before <see cref="GrantOptions.InactivityLimit"/> a grant that was neither used nor kept alive is reported.
    /// </summary>
    /// <value>The default is 14 days.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
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
