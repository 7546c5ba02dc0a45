using System.Diagnostics.CodeAnalysis;
using Leeway.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of the sign-in at Atlassian.</summary>
public static class AtlassianSignInEndpointExtensions
{
    /// <summary>
    /// Maps the pages on which users connect to Atlassian, see their connection, select a site, and disconnect.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Below the prefix are <c>connect</c>, <c>callback</c>, <c>disconnect</c>, <c>sites</c>, <c>style.css</c>, and, if
    /// <see cref="AtlassianSignInOptions.OperatorPolicy"/> is set, <c>grants</c>. The prefix itself is the page with the user's connection.
    /// The callback must have the address in <see cref="Leeway.AtlassianOptions.RedirectUri"/>.
    /// </para>
    /// <para>
    /// Call it after <c>UseAuthentication</c>, if the application calls that. Users who are not signed in to the application are sent to
    /// its own sign-in first.
    /// </para>
    /// </remarks>
    /// <param name="endpoints">The routes of the application.</param>
    /// <param name="prefix">The path of the pages, such as <c>/atlassian</c>.</param>
    /// <param name="registration">The name that was passed to <c>AddAtlassian</c>; empty for the registration without a name.</param>
    /// <returns>A builder that configures all these endpoints.</returns>
    /// <exception cref="InvalidOperationException">The registration has no sign-in.</exception>
    public static IEndpointConventionBuilder MapAtlassianSignIn(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix, string registration = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentNullException.ThrowIfNull(registration);
        SignInServices services = SignInServices.Require(endpoints.ServiceProvider, registration);
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        ConnectEndpoint connect = new(services);
        SitesEndpoint sites = new(services);
        MapPage("", SignInEndpoint.Status, new StatusEndpoint(services).HandleAsync);
        MapPage("/connect", SignInEndpoint.Connect, connect.ShowAsync);
        group.MapPost("/connect", connect.BeginAsync);
        MapPage("/callback", SignInEndpoint.Callback, new CallbackEndpoint(services).HandleAsync);
        group.MapPost("/disconnect", new DisconnectEndpoint(services).HandleAsync).WithMetadata(NameOf(SignInEndpoint.Disconnect));
        MapPage("/sites", SignInEndpoint.Sites, sites.ShowAsync);
        group.MapPost("/sites", sites.SelectAsync);
        MapPage("/style.css", SignInEndpoint.Stylesheet, WriteStylesheetAsync).AllowAnonymous();
        if (services.Options.OperatorPolicy is { } policy)
        {
            GrantCounts counts = endpoints.ServiceProvider.GetRequiredServiceOf<GrantCounts>(registration);
            MapPage("/grants", SignInEndpoint.Grants, new GrantsEndpoint(services, counts, policy).HandleAsync);
        }

        return group.WithMetadata(new SmallRequest());

        IEndpointConventionBuilder MapPage(string path, SignInEndpoint endpoint, RequestDelegate handle) =>
            group.MapGet(path, handle).WithMetadata(NameOf(endpoint));

        EndpointNameMetadata NameOf(SignInEndpoint endpoint) => new(SignInAddresses.GetName(registration, endpoint));
    }

    // The address contains the version of the content.
    private static async Task WriteStylesheetAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/css; charset=utf-8";
        response.ContentLength = Stylesheet.Content.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(Stylesheet.Content, context.RequestAborted).ConfigureAwait(false);
    }
}
