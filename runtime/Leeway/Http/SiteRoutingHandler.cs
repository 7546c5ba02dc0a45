using Leeway.Calls;
using Leeway.Sites;

namespace Leeway.Http;

/// <summary>
/// Turns the relative address of a call into one of the gateway, for the site that the call is meant for; or of the site
/// itself, where the login works there alone.
/// </summary>
/// <param name="directory">Knows the sites of logins that Atlassian lists them for.</param>
/// <param name="tenants">Knows the sites of those that it does not.</param>
/// <param name="options">The login, the gateway, and the site of calls that name none.</param>
/// <param name="inner">Sends on.</param>
internal sealed class SiteRoutingHandler(SiteDirectory directory, TenantDirectory tenants, AtlassianOptions options, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    // What the caller encoded stays as it is: canonicalizing would decode and shorten it.
    private static readonly UriCreationOptions s_verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _gateway = options.Endpoints.Gateway.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: false } path || !path.OriginalString.StartsWith('/'))
        {
            throw new InvalidOperationException("A call's address is a path from the root of the site, without scheme or host.");
        }

        if (!request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? operation))
        {
            throw new InvalidOperationException("The request names no operation, so there is no telling which product it is for.");
        }

        string? wanted = CallSettings.Of(request)?.Site ?? options.Site;
        string root = options.Login.Kind == LoginKind.SiteApiToken
            ? FindSite(wanted)
            : $"{_gateway}/ex/{operation.Gateway}/{Uri.EscapeDataString(await FindCloudIdAsync(request, wanted, cancellationToken).ConfigureAwait(false))}";
        request.RequestUri = new Uri(root + path.OriginalString, s_verbatim);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string> FindCloudIdAsync(HttpRequestMessage request, string? wanted, CancellationToken cancellationToken)
    {
        if (options.Login.Kind == LoginKind.GatewayApiToken)
        {
            return await tenants.FindCloudIdAsync(wanted, cancellationToken).ConfigureAwait(false);
        }

        Site site = await directory
            .ChooseAsync(CallSettings.GrantOf(request, options), wanted, cancellationToken)
            .ConfigureAwait(false);
        return site.CloudId;
    }

    // The token would work at every site of its user, which is why it is kept from all but the one that was configured.
    private string FindSite(string? wanted)
    {
        Uri site = LoginOrigin.Of(options);
        return SiteAddress.FindOrigin(wanted) is { } origin && Origins.AreSame(origin, site)
            ? site.GetLeftPart(UriPartial.Authority)
            : throw new SiteSelectionException($"The API token is sent to {site.Authority} alone, and the call is for '{wanted}'.", []);
    }
}
