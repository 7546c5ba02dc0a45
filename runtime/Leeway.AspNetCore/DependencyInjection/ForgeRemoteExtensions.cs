using Leeway.AspNetCore.Forge;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the authentication of requests from Forge.</summary>
public static class ForgeRemoteExtensions
{
    /// <summary>
    /// Adds an authentication scheme that accepts requests from Forge: it verifies the invocation token, and provides a
    /// <see cref="ForgeInvocation"/>.
    /// </summary>
    /// <param name="builder">The builder that <c>AddAuthentication</c> returned.</param>
    /// <param name="configure">Sets <see cref="ForgeRemoteOptions.AppId"/> and other options.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddForgeRemote(this AuthenticationBuilder builder, Action<ForgeRemoteOptions> configure) =>
        builder.AddForgeRemote(ForgeRemoteDefaults.AuthenticationScheme, configure);

    /// <summary>Adds the authentication scheme under a name, for applications that serve several apps.</summary>
    /// <param name="builder">The builder that <c>AddAuthentication</c> returned.</param>
    /// <param name="scheme">The name of the scheme.</param>
    /// <param name="configure">Sets <see cref="ForgeRemoteOptions.AppId"/> and other options.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddForgeRemote(this AuthenticationBuilder builder, string scheme, Action<ForgeRemoteOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ForgeRemoteOptions>, ForgeRemoteSetup>());
        return builder.AddScheme<ForgeRemoteOptions, ForgeRemoteHandler>(scheme, configure);
    }
}
