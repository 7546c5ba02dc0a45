using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Leeway.AspNetCore;

/// <summary>
/// The services of one registration of <c>AddAtlassian</c>: keyed by its name, or without a key for the registration whose name is empty.
/// </summary>
internal static class RegistrationServices
{
    /// <summary>Adds a service unless the registration has it.</summary>
    public static void TryAddOf<TService>(
        this IServiceCollection services, string registration, ServiceLifetime lifetime, Func<IServiceProvider, TService> create)
        where TService : class =>
        services.TryAdd(Describe(registration, lifetime, create));

    /// <summary>Adds a service beside those of its type.</summary>
    public static void AddOf<TService>(
        this IServiceCollection services, string registration, ServiceLifetime lifetime, Func<IServiceProvider, TService> create)
        where TService : class =>
        services.Add(Describe(registration, lifetime, create));

    /// <summary>Adds a service in place of the one that the registration has.</summary>
    public static void ReplaceOf<TService>(
        this IServiceCollection services, string registration, ServiceLifetime lifetime, Func<IServiceProvider, TService> create)
        where TService : class =>
        services.Replace(Describe(registration, lifetime, create));

    public static bool HasServiceOf<TService>(this IServiceCollection services, string registration)
        where TService : class =>
        services.Any(service => service.ServiceType == typeof(TService) && (registration.Length == 0 ? !service.IsKeyedService : registration.Equals(service.ServiceKey)));

    public static TService? GetServiceOf<TService>(this IServiceProvider provider, string registration)
        where TService : class =>
        registration.Length == 0 ? provider.GetService<TService>() : provider.GetKeyedService<TService>(registration);

    public static TService GetRequiredServiceOf<TService>(this IServiceProvider provider, string registration)
        where TService : class =>
        registration.Length == 0 ? provider.GetRequiredService<TService>() : provider.GetRequiredKeyedService<TService>(registration);

    public static TOptions GetOptionsOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceProvider provider, string registration)
        where TOptions : class =>
        provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(registration);

    private static ServiceDescriptor Describe<TService>(string registration, ServiceLifetime lifetime, Func<IServiceProvider, TService> create)
        where TService : class =>
        registration.Length == 0
            ? ServiceDescriptor.Describe(typeof(TService), create, lifetime)
            : ServiceDescriptor.DescribeKeyed(typeof(TService), registration, (provider, _) => create(provider), lifetime);
}
