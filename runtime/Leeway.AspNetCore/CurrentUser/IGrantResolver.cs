using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>
/// Finds the grant of the user of a request. By default, it is <see cref="UserGrantId.Find"/> of the current user. Register another
/// implementation before or after <c>AddSignIn</c>, for example for grants that the users of a tenant share.
/// </summary>
public interface IGrantResolver
{
    /// <summary>Finds the id of the grant of the user of a request, whether or not there is a grant with that id.</summary>
    /// <remarks>
    /// Two users must get the same id only if they may use the same Atlassian account. It may be called several times and concurrently for
    /// one request.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The id; <see langword="null"/> if nobody is signed in to the application.</returns>
    ValueTask<GrantId?> FindAsync(HttpContext context, CancellationToken cancellationToken = default);
}
