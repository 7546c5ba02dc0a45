using System.ComponentModel;
using Leeway.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leeway.Generated;

/// <summary>Registers generated clients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ApiRegistration
{
    /// <summary>Registers an API, unless it is already registered. In a named registration, it is a keyed service.</summary>
    /// <typeparam name="TApi">The service type.</typeparam>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Creates the API for a caller. It is called each time the API is resolved, and should be cheap.</param>
    public static void Add<TApi>(IAtlassianBuilder builder, Func<AtlassianCaller, TApi> create)
        where TApi : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);

        // Transient, so that a client never outlives its caller.
        string registration = builder.RegistrationName;
        builder.Services.TryAddTransientOf(registration, provider => create(provider.GetRequiredServiceOf<AtlassianCaller>(registration)));
    }

    /// <summary>
    /// Registers an API that uses the registration of a name, whichever builder it is added to. It is a service without a key, and also a
    /// keyed service of that name. If there is no such registration, the application fails when it starts.
    /// </summary>
    /// <typeparam name="TApi">The service type.</typeparam>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned, for this or another registration.</param>
    /// <param name="create">Creates the API for a caller. It is called each time the API is resolved, and should be cheap.</param>
    /// <param name="registration">The name of the registration.</param>
    public static void Add<TApi>(IAtlassianBuilder builder, Func<AtlassianCaller, TApi> create, string registration)
        where TApi : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentException.ThrowIfNullOrEmpty(registration);
        builder.Services.RequireRegistration(registration);
        builder.Services.TryAddTransient(Create);
        builder.Services.TryAddKeyedTransient(registration, (provider, _) => Create(provider));

        TApi Create(IServiceProvider provider) => create(provider.GetRequiredServiceOf<AtlassianCaller>(registration));
    }
}
