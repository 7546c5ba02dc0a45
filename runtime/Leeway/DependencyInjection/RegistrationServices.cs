using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// The services of one registration: keyed by its name, or without a key for the registration whose name is empty. The registration
/// without a name therefore works in a container that does not support keyed services.
/// </summary>
internal static class RegistrationServices
{
    public static void TryAddSingletonOf<TService>(this IServiceCollection services, string registration, Func<IServiceProvider, TService> create)
        where TService : class
    {
        if (registration.Length == 0)
        {
            services.TryAddSingleton(create);
        }
        else
        {
            services.TryAddKeyedSingleton(registration, (provider, _) => create(provider));
        }
    }

    public static void TryAddTransientOf<TService>(this IServiceCollection services, string registration, Func<IServiceProvider, TService> create)
        where TService : class
    {
        if (registration.Length == 0)
        {
            services.TryAddTransient(create);
        }
        else
        {
            services.TryAddKeyedTransient(registration, (provider, _) => create(provider));
        }
    }

    public static void ReplaceSingletonOf<TService>(this IServiceCollection services, string registration, Func<IServiceProvider, TService> create)
        where TService : class =>
        services.Replace(registration.Length == 0
            ? ServiceDescriptor.Singleton(create)
            : ServiceDescriptor.KeyedSingleton(registration, (provider, _) => create(provider)));

    public static bool HasServiceOf<TService>(this IServiceCollection services, string registration)
        where TService : class =>
        services.Any(service => service.ServiceType == typeof(TService) && (registration.Length == 0 ? !service.IsKeyedService : registration.Equals(service.ServiceKey)));

    public static TService? GetServiceOf<TService>(this IServiceProvider provider, string registration)
        where TService : class =>
        registration.Length == 0 ? provider.GetService<TService>() : provider.GetKeyedService<TService>(registration);

    /// <exception cref="InvalidOperationException">The application did not register the name.</exception>
    public static TService GetRequiredServiceOf<TService>(this IServiceProvider provider, string registration)
        where TService : class =>
        provider.GetServiceOf<TService>(registration) ?? throw new InvalidOperationException(DescribeMissing(registration));

    /// <summary>Explains that a registration is missing, and how to add it.</summary>
    public static string DescribeMissing(string registration) => registration.Length == 0
        ? "Leeway is not registered without a name. Call services.AddAtlassian(...)."
        : $"Leeway is not registered with the name '{registration}'. Call services.AddAtlassian(\"{registration}\", ...), or correct the name.";

    /// <summary>Makes the start of the application fail if a registration has not been added by then.</summary>
    public static void RequireRegistration(this IServiceCollection services, string registration)
    {
        RequiredRegistrations? required = services
            .Select(static service => service.IsKeyedService ? null : service.ImplementationInstance as RequiredRegistrations)
            .FirstOrDefault(static found => found is not null);
        if (required is null)
        {
            required = new RequiredRegistrations(services);
            services.AddOptions<RequiredRegistrations.Check>().ValidateOnStart();
            services.AddSingleton<IValidateOptions<RequiredRegistrations.Check>>(required);
        }

        required.Add(registration);
    }

    /// <summary>Gets the services of one registration only: a service without a key belongs to the registration without a name.</summary>
    public static IEnumerable<TService> GetServicesOf<TService>(this IServiceProvider provider, string registration)
        where TService : class =>
        registration.Length == 0 ? provider.GetServices<TService>() : provider.GetKeyedServices<TService>(registration);
}
