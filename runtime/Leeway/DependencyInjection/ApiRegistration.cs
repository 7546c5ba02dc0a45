using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Leeway.Calls;

/// <summary>Registers what generated code brings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ApiRegistration
{
    /// <summary>Registers an API, unless it is registered already.</summary>
    /// <typeparam name="TApi">The type to ask for.</typeparam>
    /// <param name="builder">What <c>AddAtlassian</c> returned.</param>
    /// <param name="create">Makes the API over a caller; it is called each time the API is asked for, and should be cheap.</param>
    public static void Add<TApi>(IAtlassianBuilder builder, Func<AtlassianCaller, TApi> create)
        where TApi : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);

        // Transient, so that a client never outlives the caller that it was made with.
        builder.Services.TryAddTransient(services => create(services.GetRequiredService<AtlassianCaller>()));
    }
}
