using Leeway.AspNetCore.Forge.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps endpoints for Forge.</summary>
public static class ForgeEndpointExtensions
{
    /// <summary>
    /// Maps an endpoint that receives the events that Forge sends: those of products and those of the app's life cycle. It verifies the
    /// invocation token with the scheme that <c>AddForgeRemote</c> added. Requests without a valid one are answered with status 401.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path, as <c>route.path</c> of the endpoint in the manifest.</param>
    /// <param name="configure">Adds the handlers.</param>
    /// <returns>The endpoint.</returns>
    public static IEndpointConventionBuilder MapForgeEvents(this IEndpointRouteBuilder endpoints, string pattern, Action<ForgeEventRoutes> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(configure);
        ForgeEventRoutes routes = new();
        configure(routes);

        ILogger logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger<ForgeEventEndpoint>();

        // The endpoint authenticates requests itself. A fallback policy of the application is for its own users.
        return endpoints.MapPost(pattern, (RequestDelegate)new ForgeEventEndpoint(routes, logger).ReceiveAsync).AllowAnonymous().WithDisplayName("Forge events");
    }
}
