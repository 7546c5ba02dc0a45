using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Sites;

namespace Leeway.Http;

/// <summary>
/// Converts the relative address of a call to an absolute one: of the gateway for its site, of the site itself if the login works only
/// there, or of the server of its operation.
/// </summary>
/// <param name="directory">Finds sites for logins that Atlassian lists sites for.</param>
/// <param name="tenants">Finds sites for the other logins.</param>
/// <param name="servers">Finds the addresses of operations that have a server of their own.</param>
/// <param name="defaults">The login, the gateway, and the default site.</param>
/// <param name="inner">The next handler.</param>
internal sealed class SiteRoutingHandler(
    SiteDirectory directory, TenantDirectory tenants, ServerRouting servers, CallDefaults defaults, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    // The path is encoded already. Canonicalization would decode and shorten it.
    private static readonly UriCreationOptions s_verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The key under which a request keeps its address relative to the site, so that a repetition is routed again.</summary>
    private static readonly HttpRequestOptionsKey<Uri> s_path = new("Leeway.Path");

    private readonly string _gateway = defaults.Gateway.GetLeftPart(UriPartial.Authority);
    private readonly bool _isForeign = defaults.IsForeign;

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
            throw new InvalidOperationException("The address of a call must be a path relative to the site or server, without scheme or host.");
        }

        if (RequestPath.FindFault(path.OriginalString) is { } fault)
        {
            throw new InvalidOperationException($"The address of the call cannot be sent: {fault}. It must be a path relative to the site or server.");
        }

        if (!request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation))
        {
            throw new InvalidOperationException("The request has no operation descriptor, so its product is not known. Create it with OperationDescriptor.CreateRequest.");
        }

        request.Options.Set(s_path, path);
        if (CallSettings.Of(request)?.Target is { } target)
        {
            return SendToTargetAsync(request, operation, target, path, cancellationToken);
        }

        if (operation.Server is { } server)
        {
            ValueTask<ServerPrefix> finding = servers.FindAsync(request, operation, server, cancellationToken);
            return finding.IsCompletedSuccessfully
                ? SendToAsync(request, finding.Result, path, cancellationToken)
                : AwaitPrefixAsync(request, finding, path, cancellationToken);
        }

        if (_isForeign)
        {
            throw servers.RefuseSite(operation);
        }

        return SendToSiteAsync(request, operation, path, cancellationToken);
    }

    private Task<HttpResponseMessage> SendToTargetAsync(
        HttpRequestMessage request, OperationDescriptor operation, CallTarget target, Uri path, CancellationToken cancellationToken)
    {
        if (_isForeign)
        {
            throw servers.RefuseSite(operation);
        }

        request.RequestUri = new Uri(target.CreateAddress(operation, path.OriginalString), s_verbatim);
        return base.SendAsync(request, cancellationToken);
    }

    private Task<HttpResponseMessage> SendToSiteAsync(
        HttpRequestMessage request, OperationDescriptor operation, Uri path, CancellationToken cancellationToken)
    {
        string? wanted = CallSettings.Of(request)?.Site ?? defaults.Site;
        switch (defaults.Login.Kind)
        {
            case LoginKind.SiteApiToken:
                request.RequestUri = new Uri(FindSite(wanted) + path.OriginalString, s_verbatim);
                return base.SendAsync(request, cancellationToken);

            case LoginKind.PerCall:
                throw PerCallLogin.CreateMissing();

            case LoginKind.GatewayApiToken:
                ValueTask<string> cloudId = tenants.FindCloudIdAsync(wanted, cancellationToken);
                return cloudId.IsCompletedSuccessfully
                    ? SendAsync(request, operation, cloudId.Result, path, cancellationToken)
                    : AwaitCloudIdAsync(request, operation, cloudId, path, cancellationToken);

            default:
                if (SiteAddress.FindCloudId(wanted) is { } named)
                {
                    // The gateway needs only the id, so the call does not depend on the list of sites.
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

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ServerPrefix prefix, Uri path, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(prefix.Text + path.OriginalString, s_verbatim);
        return base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> AwaitPrefixAsync(
        HttpRequestMessage request, ValueTask<ServerPrefix> finding, Uri path, CancellationToken cancellationToken) =>
        await SendToAsync(request, await CallAttempts.BeforeSendingAsync(request, finding).ConfigureAwait(false), path, cancellationToken).ConfigureAwait(false);

    private Task<HttpResponseMessage> SendToAsync(HttpRequestMessage request, ServerPrefix prefix, Uri path, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> response = SendAsync(request, prefix, path, cancellationToken);
        return prefix.CloudId is null || (response.IsCompletedSuccessfully && !MayRefuseSite(response.Result))
            ? response
            : WatchAsync(response, request, prefix, path, cancellationToken);
    }

    /// <summary>If the gateway refuses the known ids, finds them again and sends the request with the new ones.</summary>
    /// <inheritdoc cref="WatchAsync(Task{HttpResponseMessage}, HttpRequestMessage, OperationDescriptor, string, string?, Uri, CancellationToken)"/>
    private async Task<HttpResponseMessage> WatchAsync(
        Task<HttpResponseMessage> sending, HttpRequestMessage request, ServerPrefix refused, Uri path, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await sending.ConfigureAwait(false);
        ServerPrefix? other = null;
        try
        {
            if (await IsRefusalAsync(response, cancellationToken).ConfigureAwait(false))
            {
                other = await CallAttempts.BeforeSendingAsync(request, servers.FindAfterRefusalAsync(request, refused, cancellationToken)).ConfigureAwait(false);
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (other is null || !RepeatableContent.CanBeSentAgain(request.Content))
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, other, path, cancellationToken).ConfigureAwait(false);
    }

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

    /// <summary>If the gateway refuses the known site, looks up the sites again and sends the request to the new one.</summary>
    /// <remarks>A request that the gateway refuses has not reached the product, so even a write may be sent again.</remarks>
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
            if (await IsRefusalAsync(response, cancellationToken).ConfigureAwait(false))
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

    private static async ValueTask<bool> IsRefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        MayRefuseSite(response) && await SiteRefusal.IsOneAsync(response, cancellationToken).ConfigureAwait(false);

    private static bool MayRefuseSite(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound;

    // The token works at every site of its user, so it is sent only to the configured one.
    private string FindSite(string? wanted)
    {
        Uri site = defaults.FindLoginOrigin();
        return SiteAddress.FindOrigin(wanted) is { } origin && Origins.AreSame(origin, site)
            ? site.GetLeftPart(UriPartial.Authority)
            : throw new SiteSelectionException($"The API token is sent to {site.Authority} only, and the call is for '{wanted}'.", []);
    }
}
