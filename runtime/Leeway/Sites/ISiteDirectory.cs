using Leeway.Grants;

namespace Leeway.Sites;

/// <summary>
/// Finds the sites that a grant reaches, which Atlassian calls accessible resources. Inject it instead of <see cref="SiteDirectory"/> where
/// tests use another implementation.
/// </summary>
public interface ISiteDirectory
{
    /// <inheritdoc cref="SiteDirectory.ListAsync"/>
    Task<IReadOnlyList<Site>> ListAsync(GrantId grant, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SiteDirectory.ChooseAsync"/>
    ValueTask<Site> ChooseAsync(GrantId grant, string? wanted, CancellationToken cancellationToken = default);
}
