using Leeway.AspNetCore;
using Leeway.AspNetCore.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps endpoints for webhooks.</summary>
public static class WebhookEndpointExtensions
{
    /// <summary>
    /// Maps an endpoint that receives webhooks of Jira, and adds their handlers. A delivery is verified, stored and answered, and then handled:
    /// dynamic webhooks by the client secret of the app, those of administrators by <see cref="WebhookOptions.AdminSecrets"/>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path of the address at which the webhooks are registered.</param>
    /// <param name="configure">Adds the handlers.</param>
    /// <param name="registration">The name that was passed to <c>AddAtlassian</c>; empty for the registration without a name.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidOperationException"><c>AddWebhooks</c> was not called, or the registration has an endpoint already.</exception>
    public static IEndpointConventionBuilder MapAtlassianWebhooks(
        this IEndpointRouteBuilder endpoints, string pattern, Action<WebhookRoutes> configure, string registration = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(registration);
        WebhookReceiver receiver = endpoints.ServiceProvider.GetServiceOf<WebhookReceiver>(registration) ?? throw new InvalidOperationException(
            registration.Length == 0
                ? "Webhooks are not registered. Call services.AddAtlassian(...).AddWebhooks()."
                : $"Webhooks are not registered for '{registration}'. Call services.AddAtlassian(\"{registration}\", ...).AddWebhooks().");
        WebhookWorker worker = endpoints.ServiceProvider.GetRequiredServiceOf<WebhookWorker>(registration);
        if (worker.Routes is not null)
        {
            throw new InvalidOperationException("The registration has an endpoint for webhooks already. Add all handlers to one endpoint: an app has one address for its webhooks.");
        }

        WebhookRoutes routes = new();
        configure(routes);
        worker.Routes = routes;

        // Deliveries prove themselves. A fallback policy of the application is for its own users.
        return endpoints.MapPost(pattern, (RequestDelegate)receiver.ReceiveAsync).AllowAnonymous().WithDisplayName("Atlassian webhooks");
    }
}
