using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore;

/// <summary>Finds services of a registration: keyed by its name, or without a key for the registration whose name is empty.</summary>
internal static class RegistrationLookup
{
    public static TService? FindOf<TService>(this IServiceProvider services, string registration)
        where TService : class =>
        registration.Length == 0 ? services.GetService<TService>() : services.GetKeyedService<TService>(registration);

    public static TService GetRequiredOf<TService>(this IServiceProvider services, string registration)
        where TService : class =>
        registration.Length == 0 ? services.GetRequiredService<TService>() : services.GetRequiredKeyedService<TService>(registration);
}
