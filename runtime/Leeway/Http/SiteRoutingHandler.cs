using Leeway.Calls;
using Leeway.Sites;

namespace Leeway.Http;

/// <summary>Turns the relative address of a call into one of the gateway, for the site that the call is meant for.</summary>
internal sealed class SiteRoutingHandler(SiteDirectory directory, AtlassianOptions options, HttpMessageHandler inner)
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

        string? wanted = request.Options.TryGetValue(AtlassianRequestOptions.Site, out string? named) ? named : options.Site;
        Site site = await directory
            .ChooseAsync(AtlassianRequestOptions.GrantOf(request, options), wanted, cancellationToken)
            .ConfigureAwait(false);

        request.RequestUri = new Uri(
            $"{_gateway}/ex/{operation.Gateway}/{Uri.EscapeDataString(site.CloudId)}{path.OriginalString}", s_verbatim);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
