using System.ComponentModel;
using Leeway.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leeway.Generated;

/// <summary>Registers generated clients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ApiRegistration
{
    /// <summary>Registers an API, unless it is already registered.</summary>
    /// <typeparam name="TApi">The service type.</typeparam>
    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Creates the API for a caller. It is called each time the API is resolved, and should be cheap.</param>
    public static void Add<TApi>(IAtlassianBuilder builder, Func<AtlassianCaller, TApi> create)
        where TApi : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);

        // Transient, so that a client never outlives its caller.
        builder.Services.TryAddTransient(services => create(services.GetRequiredService<AtlassianCaller>()));
    }
}
