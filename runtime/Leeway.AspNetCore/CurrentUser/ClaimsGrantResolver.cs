using System.Security.Claims;
using Leeway.Grants;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Finds the grant of the user that the application has authenticated.</summary>
internal sealed class ClaimsGrantResolver : IGrantResolver
{
    public ValueTask<GrantId?> FindAsync(HttpContext context, CancellationToken cancellationToken = default)
    {
        GrantId? grant = UserGrantId.Find(context.User);
        return grant is null && context.User.Identity?.IsAuthenticated == true
            ? throw new InvalidOperationException(
                $"The user is authenticated ({context.User.Identity.AuthenticationType}), but has neither the claim '{ClaimTypes.NameIdentifier}' nor 'sub', so the user's grant is not known. Add one of them, or register an {nameof(IGrantResolver)}.")
            : new(grant);
    }
}
