using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore.Forge;

/// <summary>Finds the Forge invocation of a request.</summary>
public static class ForgeHttpContextExtensions
{
    /// <summary>Gets the verified Forge invocation of a request.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="InvalidOperationException">The request was not authenticated by the scheme of Forge Remote.</exception>
    public static ForgeInvocation GetForgeInvocation(this HttpContext context) => context.FindForgeInvocation() ?? throw new InvalidOperationException(
        $"The request was not authenticated as a Forge invocation. Require the scheme at the endpoint: RequireAuthorization(policy => policy.AddAuthenticationSchemes({nameof(ForgeRemoteDefaults)}.{nameof(ForgeRemoteDefaults.AuthenticationScheme)}).RequireAuthenticatedUser()).");

    /// <summary>Finds the verified Forge invocation of a request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The invocation; <see langword="null"/> if the request was not authenticated by the scheme of Forge Remote.</returns>
    public static ForgeInvocation? FindForgeInvocation(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<ForgeInvocation>();
    }
}
