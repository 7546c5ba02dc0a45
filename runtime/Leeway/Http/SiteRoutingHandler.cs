using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Sites;

namespace Leeway.Http;

/// <summary>
/// Turns the relative address of a call into one of the gateway, for the site that the call is meant for; or of the site
/// itself, where the login works there alone.
/// </summary>
/// <param name="directory">Knows the sites of logins that Atlassian lists them for.</param>
/// <param name="tenants">Knows the sites of those that it does not.</param>
/// <param name="defaults">The login, the gateway, and the site of calls that name none.</param>
/// <param name="inner">Sends on.</param>
internal sealed class SiteRoutingHandler(SiteDirectory directory, TenantDirectory tenants, CallDefaults defaults, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    // What the caller encoded stays as it is: canonicalizing would decode and shorten it.
    private static readonly UriCreationOptions s_verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Where a request that was sent keeps its address from the site's root, so that a repetition is routed anew.</summary>
    private static readonly HttpRequestOptionsKey<Uri> s_path = new("Leeway.Path");

    private readonly string _gateway = defaults.Gateway.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri? path = request.RequestUri;
        if (path is { IsAbsoluteUri: true } && request.Options.TryGetValue(s_path, out Uri? earlier))
        {
            path = earlier;
        }

        if (path is not { IsAbsoluteUri: false })
        {
            throw new InvalidOperationException("The address of a call must be a path from the root of the site, without scheme or host.");
        }

        if (RequestPath.FindFault(path.OriginalString) is { } fault)
        {
            throw new InvalidOperationException($"The address of the call cannot be sent: {fault}. It must be a path from the root of the site.");
        }

        if (!request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation))
        {
            throw new InvalidOperationException("The request names no operation, so the product that it is for is not known.");
        }

        request.Options.Set(s_path, path);
        string? wanted = CallSettings.Of(request)?.Site ?? defaults.Site;
        switch (defaults.Login.Kind)
        {
            case LoginKind.SiteApiToken:
                request.RequestUri = new Uri(FindSite(wanted) + path.OriginalString, s_verbatim);
                return base.SendAsync(request, cancellationToken);

            case LoginKind.GatewayApiToken:
                ValueTask<string> cloudId = tenants.FindCloudIdAsync(wanted, cancellationToken);
                return cloudId.IsCompletedSuccessfully
                    ? SendAsync(request, operation, cloudId.Result, path, cancellationToken)
                    : AwaitCloudIdAsync(request, operation, cloudId, path, cancellationToken);

            default:
                if (SiteAddress.FindCloudId(wanted) is { } named)
                {
                    // The gateway needs the id alone, so the call does not depend on the list of sites.
                    return SendToAsync(request, operation, named, wanted, path, cancellationToken);
                }

                ValueTask<Site> choice = directory.ChooseAsync(CallSettings.Of(request)?.Grant ?? defaults.Grant, wanted, cancellationToken);
                return choice.IsCompletedSuccessfully
                    ? SendToAsync(request, operation, choice.Result.CloudId, wanted, path, cancellationToken)
                    : AwaitSiteAsync(request, operation, choice, wanted, path, cancellationToken);
        }
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, OperationDescriptor operation, string cloudId, Uri path, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(
            string.Concat([_gateway, "/ex/", operation.Gateway, "/", Uri.EscapeDataString(cloudId), path.OriginalString]), s_verbatim);
        return base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> AwaitCloudIdAsync(
        HttpRequestMessage request, OperationDescriptor operation, ValueTask<string> cloudId, Uri path, CancellationToken cancellationToken) =>
        await SendAsync(request, operation, await CallAttempts.BeforeSendingAsync(request, cloudId).ConfigureAwait(false), path, cancellationToken).ConfigureAwait(false);

    private async Task<HttpResponseMessage> AwaitSiteAsync(
        HttpRequestMessage request, OperationDescriptor operation, ValueTask<Site> choice, string? wanted, Uri path, CancellationToken cancellationToken) =>
        await SendToAsync(request, operation, (await CallAttempts.BeforeSendingAsync(request, choice).ConfigureAwait(false)).CloudId, wanted, path, cancellationToken).ConfigureAwait(false);

    private Task<HttpResponseMessage> SendToAsync(
        HttpRequestMessage request, OperationDescriptor operation, string cloudId, string? wanted, Uri path, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> response = SendAsync(request, operation, cloudId, path, cancellationToken);
        return response.IsCompletedSuccessfully && !MayRefuseSite(response.Result)
            ? response
            : WatchAsync(response, request, operation, cloudId, wanted, path, cancellationToken);
    }

    /// <summary>Asks anew which sites there are, where the gateway refuses the one that was known.</summary>
    /// <remarks>What the gateway refuses has not reached the product, so that even a write may be sent again.</remarks>
    /// <exception cref="SiteSelectionException">The grant no longer reaches the site.</exception>
    private async Task<HttpResponseMessage> WatchAsync(
        Task<HttpResponseMessage> sending,
        HttpRequestMessage request,
        OperationDescriptor operation,
        string refused,
        string? wanted,
        Uri path,
        CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await sending.ConfigureAwait(false);
        Site? other = null;
        try
        {
            if (MayRefuseSite(response) && await SiteRefusal.IsOneAsync(response, cancellationToken).ConfigureAwait(false))
            {
                GrantId grant = CallSettings.Of(request)?.Grant ?? defaults.Grant;
                ValueTask<Site?> choice = directory.ChooseAfterRefusalAsync(grant, refused, wanted, cancellationToken);
                other = await CallAttempts.BeforeSendingAsync(request, choice).ConfigureAwait(false);
            }

            if (other is null || !RepeatableContent.CanBeSentAgain(request.Content))
            {
                return response;
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }

        response.Dispose();
        return await SendAsync(request, operation, other.CloudId, path, cancellationToken).ConfigureAwait(false);
    }

    private static bool MayRefuseSite(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    // The token would work at every site of its user, which is why it is kept from all but the one that was configured.
    private string FindSite(string? wanted)
    {
        Uri site = defaults.FindLoginOrigin();
        return SiteAddress.FindOrigin(wanted) is { } origin && Origins.AreSame(origin, site)
            ? site.GetLeftPart(UriPartial.Authority)
            : throw new SiteSelectionException($"The API token is sent to {site.Authority} alone, and the call is for '{wanted}'.", []);
    }
}
