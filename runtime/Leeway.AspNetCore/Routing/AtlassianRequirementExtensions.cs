using Leeway;
using Leeway.AspNetCore;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Marks endpoints that require a connection to Atlassian.</summary>
public static class AtlassianRequirementExtensions
{
    /// <summary>
    /// Lets only users who are connected to Atlassian use the endpoints. Others are sent to the connect page, and return afterwards.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The same happens if a call in the endpoint throws <see cref="ReauthorizationRequiredException"/> for the grant of the current user.
    /// After a <see cref="MissingScopeException"/>, the consent requests the missing scopes as well; after a
    /// <see cref="SiteSelectionException"/>, the user selects one of several sites. If the response has started, the exception is not handled.
    /// </para>
    /// <para>
    /// API requests get a problem document instead of a redirect: 401 without a connection, 403 without the scopes, 409 without a selected
    /// site. It has the address of the page as <c>connect</c>. A request is an API request if the endpoint has the metadata with which cookie
    /// authentication does not redirect (<c>DisableCookieRedirect()</c>, which ASP.NET Core adds to endpoints for JSON), if it has the header
    /// <c>X-Requested-With: XMLHttpRequest</c>, if its <c>Sec-Fetch-Mode</c> is not <c>navigate</c>, or, without that header, if it does not
    /// accept <c>text/html</c>. <c>AllowCookieRedirect()</c> overrides the metadata.
    /// </para>
    /// </remarks>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">The builder of an endpoint or a group.</param>
    /// <param name="registration">The name that was passed to <c>AddAtlassian</c>; empty for the registration without a name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// The endpoint is a Razor component. This is thrown when the application builds its endpoints.
    /// </exception>
    public static TBuilder RequireAtlassian<TBuilder>(this TBuilder builder, string registration = "")
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registration);
        builder.Add(endpoint =>
        {
            // Razor components set their delegate later, so this one would be lost.
            RequestDelegate next = endpoint.RequestDelegate ?? throw new InvalidOperationException(
                $"RequireAtlassian cannot protect '{endpoint.DisplayName ?? "the endpoint"}', because it does not use the delegate of its builder, as Razor components do not. Use it for endpoints, groups, controllers and Razor Pages; in a component, handle {nameof(ReauthorizationRequiredException)}.");
            endpoint.RequestDelegate = new AtlassianRequirement(registration, next).InvokeAsync;
            endpoint.Metadata.Add(new AtlassianRequirementMetadata(registration));
        });
        return builder;
    }
}
