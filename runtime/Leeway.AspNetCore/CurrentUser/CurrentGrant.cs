using System.Collections.Concurrent;
using System.Security.Claims;
using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>The grant and site of the calls of one request, found at the first call.</summary>
/// <param name="resolver">Finds the grant.</param>
/// <param name="sites">Finds the site.</param>
internal sealed class CurrentGrant(IGrantResolver resolver, ISelectedSiteStore sites)
{
    private readonly ConcurrentBag<LeewayException> _failures = [];
    private volatile Finding? _finding;
    private volatile bool _wasRefused;

    /// <summary>Finds the grant and the selected site of the current user.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns><see langword="null"/> if nobody is signed in.</returns>
    public ValueTask<Finding?> FindAsync(HttpContext context, CancellationToken cancellationToken) =>
        _finding is { } known && ReferenceEquals(known.User, context.User) ? new(known) : FindAgainAsync(context, cancellationToken);

    /// <summary>Notes why a call for the current user failed. The user can change the reason.</summary>
    public void NoteFailure(LeewayException exception) => _failures.Add(exception);

    /// <summary>Notes that Atlassian refused a call for the current user.</summary>
    public void NoteRefusal() => _wasRefused = true;

    /// <summary>
    /// Returns whether an exception is the failure of a call for the current user. An endpoint may also call with other grants and registrations,
    /// whose failures the user of this one cannot change.
    /// </summary>
    public bool IsOwnFailure(LeewayException exception) => exception is MissingScopeException ? _wasRefused : _failures.Contains(exception);

    private async ValueTask<Finding?> FindAgainAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // A request whose user changes, because it signs somebody in, must not use the grant of the former one.
        ClaimsPrincipal user = context.User;
        GrantId? grant = await resolver.FindAsync(context, cancellationToken).ConfigureAwait(false);
        return grant is { } found
            ? _finding = new Finding(user, found, await sites.FindAsync(context, found, cancellationToken).ConfigureAwait(false))
            : null;
    }

    /// <summary>What was found for a user.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Grant">The user's grant.</param>
    /// <param name="Site">The cloud id of the selected site; <see langword="null"/> if none is selected.</param>
    internal sealed record Finding(ClaimsPrincipal User, GrantId Grant, string? Site);
}
