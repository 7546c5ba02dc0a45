using System.ComponentModel;
using Leeway.Calls;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Generated;

/// <summary>Registers generated clients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ApiRegistration
{
    /// <summary>Registers an API, unless it is already registered. In a named registration, it is a keyed service.</summary>
    /// <typeparam name="TApi">The service type.</typeparam>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Creates the API for a caller. It is called each time the API is resolved, and should be cheap.</param>
    /// <param name="login">The name of the registration that the API uses; null for that of the builder.</param>
    public static void Add<TApi>(IAtlassianBuilder builder, Func<AtlassianCaller, TApi> create, string? login = null)
        where TApi : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);

        // Transient, so that a client never outlives its caller.
        string registration = login ?? builder.RegistrationName;
        builder.Services.TryAddTransientOf(registration, provider => create(provider.GetRequiredServiceOf<AtlassianCaller>(registration)));
        if (login is not null)
        {
            builder.Services.TryAddTransientOf("", provider => create(provider.GetRequiredServiceOf<AtlassianCaller>(registration)));
        }
    }
}
