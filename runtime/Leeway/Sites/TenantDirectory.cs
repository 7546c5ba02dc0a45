using System.Collections.Concurrent;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Json;

namespace Leeway.Sites;

/// <summary>
/// Finds the cloud id of a site by its address, without a login. It is used for API tokens, whose sites cannot be listed, and for addresses
/// that are not in the list of a grant's sites, such as a custom domain.
/// </summary>
/// <remarks>
/// See <see href="https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id/">Atlassian's documentation</see>.
/// </remarks>
/// <param name="invoker">Sends requests without a login. It must not follow redirects.</param>
/// <param name="environment">The time and the options for promises.</param>
/// <param name="timeout">The timeout of a request.</param>
internal sealed class TenantDirectory(HttpMessageInvoker invoker, RuntimeEnvironment environment, TimeSpan timeout)
{
    private const int MaxBody = 64 * 1024;

    /// <summary>The maximum number of remembered sites.</summary>
    private const int MaxTenants = 10_000;

    private static readonly OperationDescriptor s_operation = new(
        "getTenantInfo", HttpMethod.Get, "/_edge/tenant_info", "", "", [200]);

    private readonly SiteLookup _lookup = new(invoker, s_operation, "cloud id", MaxBody, environment.Time, timeout);

    // The cloud id of a site never changes.
    private readonly ConcurrentDictionary<Uri, Tenant> _tenants = new();

    /// <param name="wanted">The site's address or cloud id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SiteSelectionException">The value is neither an address nor a cloud id.</exception>
    /// <exception cref="AtlassianApiException">The address does not belong to a site.</exception>
    public ValueTask<string> FindCloudIdAsync(string? wanted, CancellationToken cancellationToken)
    {
        if (SiteAddress.FindCloudId(wanted) is { } cloudId)
        {
            return new(cloudId);
        }

        Uri origin = SiteAddress.FindOrigin(wanted) ?? throw new SiteSelectionException(
            $"With an API token, the site must be an address such as https://example.atlassian.net or a cloud id, which is a UUID; '{wanted}' is neither.", []);
        return FindCloudIdAsync(origin, cancellationToken);
    }

    /// <summary>Requests the cloud id of a site, once for all callers.</summary>
    /// <param name="origin">The site's address.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SiteMovedException">The site has moved to another address.</exception>
    /// <exception cref="AtlassianApiException">The address does not belong to a site.</exception>
    /// <exception cref="NoResponseException">There was no response, or not in time.</exception>
    public ValueTask<string> FindCloudIdAsync(Uri origin, CancellationToken cancellationToken)
    {
        Tenant tenant = _tenants.GetOrAdd(
            origin, static (origin, promiseOptions) => new Tenant(origin, promiseOptions), environment.PromiseOptions);
        return tenant.CloudId is { } known ? new(known) : new(tenant.Flight.JoinAsync(
            (Directory: this, Tenant: tenant),
            static call => call.Tenant.CloudId,
            static call => call.Directory.RequestAsync(call.Tenant),
            cancellationToken: cancellationToken));
    }

    private async Task<string> RequestAsync(Tenant tenant)
    {
        try
        {
            return tenant.CloudId = await RequestAsync(tenant.Origin).ConfigureAwait(false);
        }
        finally
        {
            // Only addresses of sites are remembered, so that other addresses do not fill the memory.
            if (tenant.CloudId is null || _tenants.Count > MaxTenants)
            {
                _tenants.TryRemove(KeyValuePair.Create(tenant.Origin, tenant));
            }
        }
    }

    private async Task<string> RequestAsync(Uri origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(origin, s_operation.Route));
        return await _lookup.SendAsync(request, ReadCloudId).ConfigureAwait(false);
    }

    private static string ReadCloudId(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader json = SiteText.Open(utf8);
        string? cloudId = null;
        if (json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                bool isCloudId = JsonSyntax.Unescape(json.ValueSpan) == "cloudId";
                json.Read();
                string? value = SiteText.Read(ref json);
                cloudId = isCloudId ? SiteAddress.FindCloudId(value) : cloudId;
            }
        }

        return cloudId ?? throw new JsonException("there is none that is a UUID");
    }

    private sealed class Tenant(Uri origin, TaskCreationOptions promiseOptions)
    {
        private volatile string? _cloudId;

        public Uri Origin => origin;

        public SingleFlight<string> Flight { get; } = new(promiseOptions);

        public string? CloudId
        {
            get => _cloudId;
            set => _cloudId = value;
        }
    }
}
