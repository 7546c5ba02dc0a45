using System.Net;
using Leeway.Calls;
using Microsoft.AspNetCore.Http;

namespace Leeway.AspNetCore;

/// <summary>Adds the grant of the current user to calls that do not specify a grant.</summary>
/// <remarks>
/// The grant is that of the request which makes the call, also if the client was injected into an object that serves several requests.
/// </remarks>
/// <param name="contexts">Finds the current request.</param>
/// <param name="registration">The name of the registration.</param>
/// <param name="options">The options, whose site takes precedence over a selected one.</param>
internal sealed class CurrentGrantHandler(IHttpContextAccessor contexts, string registration, AtlassianOptions options) : DelegatingHandler
{
    private const string Advice = "Use the client that For(grant) returns.";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CallSettings? settings = CallSettings.Of(request);
        return settings is null or { Grant: null, Target: null }
            ? SendForCurrentUserAsync(request, settings ?? new CallSettings(), cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendForCurrentUserAsync(HttpRequestMessage request, CallSettings settings, CancellationToken cancellationToken)
    {
        HttpContext context = contexts.HttpContext ?? throw new NoCurrentGrantException(
            $"The call does not specify a grant and is not made during a request, so there is no current user. {Advice}");
        CurrentGrant current = context.RequestServices.GetRequiredServiceOf<CurrentGrant>(registration);
        try
        {
            CurrentGrant.Finding found = await current.FindAsync(context, cancellationToken).ConfigureAwait(false)
                ?? throw new NoCurrentGrantException(
                    $"The call does not specify a grant, and nobody is signed in to the application. Mark the endpoint with RequireAtlassian(), so that users connect first. For another user's grant: {Advice}");
            request.Options.Set(CallSettings.Key, settings with { Grant = found.Grant, Site = settings.Site ?? (options.Site is null ? found.Site : null) });
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                current.NoteRefusal();
            }

            return response;
        }
        catch (LeewayException exception)
        {
            // A site that the code specifies has precedence over the one that the user selects.
            if (exception is not SiteSelectionException || (settings.Site ?? options.Site) is null)
            {
                current.NoteFailure(exception);
            }

            throw;
        }
    }
}
