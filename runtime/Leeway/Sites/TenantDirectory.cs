using System.Collections.Concurrent;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Sites;

/// <summary>Finds the cloud id of a site by its address, which needs no login: for API tokens, whose sites nothing lists.</summary>
/// <remarks>
/// See <see href="https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id/">Atlassian's description</see>.
/// </remarks>
/// <param name="invoker">Sends requests without a login, and follows no redirects.</param>
/// <param name="environment">The clock.</param>
/// <param name="timeout">How long an answer may take.</param>
internal sealed class TenantDirectory(HttpMessageInvoker invoker, GrantEnvironment environment, TimeSpan timeout)
{
    private const int MaximumBody = 64 * 1024;

    private static readonly OperationDescriptor s_operation = new(
        "getTenantInfo", HttpMethod.Get, "/_edge/tenant_info", "", "", [200]);

    // A site keeps its id for life.
    private readonly ConcurrentDictionary<Uri, Tenant> _tenants = new();

    /// <param name="wanted">The site's address or cloud id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SiteSelectionException">It is neither of the two.</exception>
    /// <exception cref="AtlassianApiException">The address is that of no site.</exception>
    public ValueTask<string> FindCloudIdAsync(string? wanted, CancellationToken cancellationToken)
    {
        if (SiteAddress.IsCloudId(wanted))
        {
            return new(wanted!.Trim());
        }

        Uri origin = SiteAddress.FindOrigin(wanted) ?? throw new SiteSelectionException(
            $"With an API token a site is named by its address, such as https://example.atlassian.net, or its cloud id; '{wanted}' is neither.", []);
        Tenant tenant = _tenants.GetOrAdd(
            origin, static (origin, promiseOptions) => new Tenant(origin, promiseOptions), environment.PromiseOptions);
        return tenant.CloudId is { } known ? new(known) : new(tenant.Flight.JoinAsync(
            (Directory: this, Tenant: tenant),
            static call => call.Tenant.CloudId,
            static async call => call.Tenant.CloudId = await call.Directory.AskAsync(call.Tenant.Origin).ConfigureAwait(false),
            cancellationToken: cancellationToken));
    }

    private async Task<string> AskAsync(Uri origin)
    {
        using CancellationTokenSource deadline = new(timeout, environment.Time);
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(origin, s_operation.Route));
        request.Options.Set(OperationDescriptor.Key, s_operation);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            if (!s_operation.DeclaresSuccess((int)response.StatusCode))
            {
                throw await ErrorAnswer.ReadAsync(response, s_operation, deadline.Token).ConfigureAwait(false);
            }

            using PooledBuffer body = await PooledBuffer.ReadAsync(response.Content, MaximumBody, deadline.Token).ConfigureAwait(false);
            return ReadCloudId(body.Memory)
                ?? throw ErrorAnswer.Unreadable(response, s_operation, "the body has no cloud id", body.Memory.Span);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new HttpRequestException($"{origin.Authority} did not answer in time which site it is.");
        }
    }

    private static string? ReadCloudId(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("cloudId", out JsonElement value)
                && value.ValueKind == JsonValueKind.String
                && value.GetString() is { Length: > 0 } cloudId
                    ? cloudId
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
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
