using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>
/// Stores which site a user works with, if the user's grant reaches several. By default, a protected cookie stores it, so each browser has
/// its own. Register another implementation to store it with the application's users.
/// </summary>
public interface ISelectedSiteStore
{
    /// <summary>Finds the selected site.</summary>
    /// <param name="context">The request.</param>
    /// <param name="grant">The user's grant.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The cloud id; <see langword="null"/> if no site is selected for this grant.</returns>
    ValueTask<string?> FindAsync(HttpContext context, GrantId grant, CancellationToken cancellationToken = default);

    /// <summary>Stores or removes the selection.</summary>
    /// <param name="context">The request.</param>
    /// <param name="grant">The user's grant.</param>
    /// <param name="cloudId">The cloud id; <see langword="null"/> to remove the selection.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask SetAsync(HttpContext context, GrantId grant, string? cloudId, CancellationToken cancellationToken = default);
}
