using Leeway;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Leeway.</summary>
public static class AtlassianServiceCollectionExtensions
{
    /// <summary>Registers what all products share: grants, sites, and the path of a call to the gateway.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets at least <see cref="AtlassianOptions.ClientId"/> and <see cref="AtlassianOptions.ClientSecret"/>.</param>
    /// <returns>The builder to add products to.</returns>
    public static IAtlassianBuilder AddAtlassian(this IServiceCollection services, Action<AtlassianOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddOptions<AtlassianOptions>().Configure(configure);
        return new AtlassianBuilder("Leeway", services);
    }
}
