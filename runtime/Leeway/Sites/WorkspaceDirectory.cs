using System.Collections.Concurrent;
using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Sites;

/// <summary>Finds the Assets workspace of a site, which Jira Service Management knows. A site has at most one.</summary>
/// <remarks>
/// A workspace id is kept for its site, whichever grant found it: it is not a secret, it is the same for all users of the site, and the token of
/// each call still decides what the call may do. Only ids are kept, never failures: another grant may have the scope, and an administrator
/// can add the product.
/// </remarks>
internal sealed class WorkspaceDirectory
{
    private const int MaxBody = 256 * 1024;

    /// <summary>The maximum number of remembered workspaces.</summary>
    private const int MaxWorkspaces = 10_000;

    /// <summary>The age up to which a workspace is not requested again when the gateway refuses it.</summary>
    private static readonly TimeSpan s_refusalInterval = TimeSpan.FromMinutes(1);

    // Without a product, like every lookup: its 404 must not look as if the product said that what the caller asked for does not exist.
    private static readonly OperationDescriptor s_operation = new(
        "getAssetsWorkspaces", HttpMethod.Get, "/rest/servicedeskapi/assets/workspace", "jira", "", [200], "read:servicedesk-request");

    private readonly SiteLookup _lookup;
    private readonly RuntimeEnvironment _environment;
    private readonly Uri _gateway;
    private readonly ConcurrentDictionary<string, KnownWorkspace> _known = new(StringComparer.OrdinalIgnoreCase);

    // By grant, because the token of the grant decides whether a request succeeds.
    private readonly ConcurrentDictionary<(GrantId Grant, string CloudId), Slot> _slots = new();

    /// <param name="invoker">Sends requests to the gateway with the login of the grant that they name.</param>
    /// <param name="environment">The time and the options for promises.</param>
    /// <param name="endpoints">The address of the gateway.</param>
    /// <param name="timeout">The timeout of a request.</param>
    public WorkspaceDirectory(HttpMessageInvoker invoker, RuntimeEnvironment environment, AtlassianEndpoints endpoints, TimeSpan timeout)
    {
        _lookup = new SiteLookup(invoker, s_operation, "list of workspaces", MaxBody, environment.Time, timeout);
        _environment = environment;
        _gateway = endpoints.Gateway;
    }

    /// <summary>Finds the workspace of a site. It is requested only if it is not known.</summary>
    /// <param name="grant">The grant of the call.</param>
    /// <param name="cloudId">The cloud id of the site.</param>
    /// <param name="cancellationToken">Ends the wait. The request continues for other callers.</param>
    /// <exception cref="SiteSelectionException">The site has no workspace, or several.</exception>
    /// <exception cref="MissingScopeException">The login lacks the scope <c>read:servicedesk-request</c>.</exception>
    /// <exception cref="AtlassianApiException">The response is an error, or not a list of workspaces.</exception>
    /// <exception cref="GrantException">There is no token for the request.</exception>
    /// <exception cref="NoResponseException">There was no response, or not in time.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public ValueTask<string> FindAsync(GrantId grant, string cloudId, CancellationToken cancellationToken) =>
        _known.TryGetValue(cloudId, out KnownWorkspace? known)
            ? new(known.Id)
            : new(FetchAsync(grant, cloudId, refused: null, cancellationToken));

    /// <summary>Finds the workspace of a site again after the gateway has refused the one found before.</summary>
    /// <returns>
    /// Another workspace than the refused one; <see langword="null"/> if there is none, if it was requested very recently, or if it could
    /// not be requested. In these cases the refusal is final.
    /// </returns>
    /// <exception cref="SiteSelectionException">The site has no workspace any more, or several.</exception>
    /// <exception cref="GrantException">There is no token for the request.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async ValueTask<string?> FindAfterRefusalAsync(GrantId grant, string cloudId, string refused, CancellationToken cancellationToken)
    {
        KnownWorkspace? known = _known.GetValueOrDefault(cloudId);
        if (known is not null && known.Id != refused)
        {
            return known.Id;
        }

        if (known is not null && _environment.Time.GetElapsedTime(known.AskedAt) < s_refusalInterval)
        {
            return null;
        }

        try
        {
            string id = await FetchAsync(grant, cloudId, known, cancellationToken).ConfigureAwait(false);
            return id == refused ? null : id;
        }
        catch (Exception exception) when (exception is AtlassianApiException or NoResponseException)
        {
            return null;
        }
    }

    /// <summary>Waits for the request of the grant and site, and starts it if none is under way.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="cloudId">The cloud id.</param>
    /// <param name="refused">The known workspace that is not good enough; <see langword="null"/> if none is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private Task<string> FetchAsync(GrantId grant, string cloudId, KnownWorkspace? refused, CancellationToken cancellationToken)
    {
        Slot slot = _slots.GetOrAdd((grant, cloudId), static (key, promiseOptions) => new Slot(key, promiseOptions), _environment.PromiseOptions);
        return slot.Flight.JoinAsync(
            (Directory: this, Slot: slot, Refused: refused),
            static call => call.Directory._known.TryGetValue(call.Slot.Key.CloudId, out KnownWorkspace? known) && !ReferenceEquals(known, call.Refused) ? known.Id : null,
            static call => call.Directory.RequestAsync(call.Slot),
            cancellationToken: cancellationToken);
    }

    private async Task<string> RequestAsync(Slot slot)
    {
        (GrantId grant, string cloudId) = slot.Key;
        try
        {
            string id = Choose(cloudId, await RequestAsync(grant, cloudId).ConfigureAwait(false));
            if (_known.Count < MaxWorkspaces || _known.ContainsKey(cloudId))
            {
                _known[cloudId] = new KnownWorkspace(id, _environment.Time.GetTimestamp());
            }

            return id;
        }
        finally
        {
            _slots.TryRemove(KeyValuePair.Create(slot.Key, slot));
        }
    }

    private async Task<IReadOnlyList<string>> RequestAsync(GrantId grant, string cloudId)
    {
        Uri address = new(_gateway, $"/ex/jira/{Uri.EscapeDataString(cloudId)}{s_operation.Route}");
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Options.Set(CallSettings.Key, new CallSettings { Grant = grant });
        return await _lookup.SendAsync(request, WorkspaceListing.Read).ConfigureAwait(false);
    }

    private static string Choose(string cloudId, IReadOnlyList<string> workspaces) => workspaces switch
    {
        [var only] => only,
        [] => throw new SiteSelectionException(
            $"The site {cloudId} has no Assets workspace. Check the site; Assets is part of Jira Service Management Premium and Enterprise.", []),
        _ => throw new SiteSelectionException(
            $"The site {cloudId} has {workspaces.Count} Assets workspaces: {string.Join(", ", workspaces)}. Set AtlassianOptions.Workspace or CallSettings.Workspace to one of them.", []),
    };

    private sealed record KnownWorkspace(string Id, long AskedAt);

    private sealed class Slot((GrantId Grant, string CloudId) key, TaskCreationOptions promiseOptions)
    {
        public (GrantId Grant, string CloudId) Key => key;

        public SingleFlight<string> Flight { get; } = new(promiseOptions);
    }
}
