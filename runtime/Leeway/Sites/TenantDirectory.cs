using System.Collections.Concurrent;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Json;

namespace Leeway.Sites;

/// <summary>
/// Finds the cloud id of a site by its address, which needs no login: for API tokens, whose sites nothing lists, and for addresses that
/// the list of a grant's sites does not have, such as a custom domain.
/// </summary>
/// <remarks>
/// See <see href="https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id/">Atlassian's description</see>.
/// </remarks>
/// <param name="invoker">Sends requests without a login, and follows no redirects.</param>
/// <param name="environment">The clock.</param>
/// <param name="timeout">How long an answer may take.</param>
internal sealed class TenantDirectory(HttpMessageInvoker invoker, RuntimeEnvironment environment, TimeSpan timeout)
{
    private const int MaxBody = 64 * 1024;

    /// <summary>How many sites are remembered.</summary>
    private const int MaxTenants = 10_000;

    private static readonly OperationDescriptor s_operation = new(
        "getTenantInfo", HttpMethod.Get, "/_edge/tenant_info", "", "", [200]);

    private readonly SiteLookup _lookup = new(invoker, s_operation, "cloud id", MaxBody, environment.Time, timeout);

    // A site keeps its id for life.
    private readonly ConcurrentDictionary<Uri, Tenant> _tenants = new();

    /// <param name="wanted">The site's address or cloud id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SiteSelectionException">It is neither of the two.</exception>
    /// <exception cref="AtlassianApiException">The address is that of no site.</exception>
    public ValueTask<string> FindCloudIdAsync(string? wanted, CancellationToken cancellationToken)
    {
        if (SiteAddress.FindCloudId(wanted) is { } cloudId)
        {
            return new(cloudId);
        }

        Uri origin = SiteAddress.FindOrigin(wanted) ?? throw new SiteSelectionException(
            $"With an API token a site is named by its address, such as https://example.atlassian.net, or its cloud id, which is a UUID; '{wanted}' is neither.", []);
        return FindCloudIdAsync(origin, cancellationToken);
    }

    /// <summary>Asks a site for its cloud id, once for all callers.</summary>
    /// <param name="origin">The site's address.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SiteMovedException">The site has another address.</exception>
    /// <exception cref="AtlassianApiException">The address is that of no site.</exception>
    /// <exception cref="NoResponseException">No answer came, or none in time.</exception>
    public ValueTask<string> FindCloudIdAsync(Uri origin, CancellationToken cancellationToken)
    {
        Tenant tenant = _tenants.GetOrAdd(
            origin, static (origin, promiseOptions) => new Tenant(origin, promiseOptions), environment.PromiseOptions);
        return tenant.CloudId is { } known ? new(known) : new(tenant.Flight.JoinAsync(
            (Directory: this, Tenant: tenant),
            static call => call.Tenant.CloudId,
            static call => call.Directory.AskAsync(call.Tenant),
            cancellationToken: cancellationToken));
    }

    private async Task<string> AskAsync(Tenant tenant)
    {
        try
        {
            return tenant.CloudId = await AskAsync(tenant.Origin).ConfigureAwait(false);
        }
        finally
        {
            // Only sites are remembered, however many other addresses callers name.
            if (tenant.CloudId is null || _tenants.Count > MaxTenants)
            {
                _tenants.TryRemove(KeyValuePair.Create(tenant.Origin, tenant));
            }
        }
    }

    private async Task<string> AskAsync(Uri origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(origin, s_operation.Route));
        return await _lookup.AskAsync(request, ReadCloudId).ConfigureAwait(false);
    }

    private static string ReadCloudId(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader json = SiteText.Open(utf8);
        string? cloudId = null;
        if (json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                bool isCloudId = JsonText.Unescape(json.ValueSpan) == "cloudId";
                json.Read();
                string? value = SiteText.Read(ref json);
                cloudId = isCloudId ? SiteAddress.FindCloudId(value) : cloudId;
            }
        }

        return cloudId ?? throw new JsonException("it names none that is a UUID");
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
