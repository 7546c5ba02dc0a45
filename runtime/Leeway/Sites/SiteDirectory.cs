using System.Collections.Concurrent;
using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Sites;

/// <summary>Finds the sites that a grant reaches. Requests the list once for each consent, and again when a site is not found.</summary>
public sealed class SiteDirectory : ISiteDirectory
{
    private const int MaxBody = 4 * 1024 * 1024;

    /// <summary>The maximum number of requests for one caller, if newer sign-ins make the responses obsolete.</summary>
    private const int MaxRounds = 3;

    /// <summary>
    /// The age up to which a list is not requested again when the gateway refuses a site on it, because the refusal may have another cause.
    /// </summary>
    private static readonly TimeSpan s_refusalInterval = TimeSpan.FromMinutes(1);

    private static readonly OperationDescriptor s_operation = new(
        "getAccessibleResources", HttpMethod.Get, "/oauth/token/accessible-resources", "", "", [200]);

    private readonly SiteLookup _lookup;
    private readonly GrantKeeper? _keeper;
    private readonly TenantDirectory _tenants;
    private readonly RuntimeEnvironment _environment;
    private readonly Uri _address;
    private readonly ConcurrentDictionary<GrantId, SiteSlot> _slots = new();
    private readonly GrowthMark _growth = new(1024);

    /// <param name="invoker">Sends requests to the gateway with the login of the grant that they name.</param>
    /// <param name="keeper">Provides the token family of a grant; <see langword="null"/> for a login without grants.</param>
    /// <param name="tenants">Requests the cloud id of a site whose address is not in the list.</param>
    /// <param name="environment">The time and the options for promises.</param>
    /// <param name="endpoints">The address of the gateway.</param>
    /// <param name="timeout">The timeout of a request.</param>
    internal SiteDirectory(
        HttpMessageInvoker invoker,
        GrantKeeper? keeper,
        TenantDirectory tenants,
        RuntimeEnvironment environment,
        AtlassianEndpoints endpoints,
        TimeSpan timeout)
    {
        _lookup = new SiteLookup(invoker, s_operation, "list of sites", MaxBody, environment.Time, timeout);
        _keeper = keeper;
        _tenants = tenants;
        _environment = environment;
        _address = new Uri(endpoints.Gateway, "/oauth/token/accessible-resources");
    }

    /// <summary>Requests the list of sites that a grant reaches.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The sites. Each site is in the list once, with all its products.</returns>
    /// <exception cref="AtlassianApiException">The response is an error or is not a list.</exception>
    /// <exception cref="GrantException">There is no token for the request.</exception>
    /// <exception cref="NoResponseException">There was no response, or not in time.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public async Task<IReadOnlyList<Site>> ListAsync(GrantId grant, CancellationToken cancellationToken = default) =>
        (await FetchAsync(GetSlot(grant), cancellationToken).ConfigureAwait(false)).Sites;

    /// <summary>Finds the site for calls. The list is requested only if the site is not among the known ones.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="wanted">
    /// The site's address, cloud id or name; <see langword="null"/> if the grant reaches only one site. If the list does not contain an
    /// address, such as a custom domain or one from before the site was renamed, the cloud id is requested from that address, without a
    /// login.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SiteSelectionException">
    /// The grant does not reach the site, or it reaches several sites and none is specified.
    /// </exception>
    /// <inheritdoc cref="ListAsync" path="/exception"/>
    public ValueTask<Site> ChooseAsync(GrantId grant, string? wanted, CancellationToken cancellationToken = default)
    {
        SiteSlot slot = GetSlot(grant);
        return slot.Known is { } known
            && known.Family == FindFamily(grant)
            && known.Find(wanted) is { } site
                ? new(site)
                : new(FetchAndChooseAsync(slot, wanted, cancellationToken));
    }

    /// <summary>Finds the site for a call again after the gateway has refused the one found before.</summary>
    /// <returns>
    /// Another site than the refused one; <see langword="null"/> if there is none, if the list was requested very recently, or if it could
    /// not be requested. In these cases the refusal is final.
    /// </returns>
    /// <exception cref="SiteSelectionException">The grant no longer reaches the site.</exception>
    /// <exception cref="GrantException">There is no token for the request.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    internal async ValueTask<Site?> ChooseAfterRefusalAsync(GrantId grant, string refused, string? wanted, CancellationToken cancellationToken)
    {
        SiteSlot slot = GetSlot(grant);
        if (slot.Known is { } known
            && known.Family == FindFamily(grant)
            && _environment.Time.GetElapsedTime(known.AskedAt) < s_refusalInterval
            && SiteSelection.Find(known.Sites, refused) is not null)
        {
            return null;
        }

        try
        {
            Site site = await FetchAndChooseAsync(slot, wanted, cancellationToken).ConfigureAwait(false);
            return site.CloudId.Equals(refused, StringComparison.OrdinalIgnoreCase) ? null : site;
        }
        catch (Exception exception) when (exception is AtlassianApiException or NoResponseException)
        {
            return null;
        }
    }

    private async Task<Site> FetchAndChooseAsync(SiteSlot slot, string? wanted, CancellationToken cancellationToken)
    {
        KnownSites known = await FetchAsync(slot, cancellationToken).ConfigureAwait(false);
        return known.Sites.Count > 0 && known.Find(wanted) is null && SiteAddress.FindPublicOrigin(wanted) is { } origin
            ? known.Remember(wanted!, await FindByAddressAsync(known.Sites, origin, cancellationToken).ConfigureAwait(false))
            : SiteSelection.Choose(known.Sites, wanted);
    }

    /// <summary>
    /// Finds a site by an address that is not in the list. The server at that address returns its cloud id, or redirects to its new
    /// address.
    /// </summary>
    private async Task<Site> FindByAddressAsync(IReadOnlyList<Site> sites, Uri origin, CancellationToken cancellationToken)
    {
        Site? site;
        string problem;
        Exception? cause = null;
        try
        {
            string cloudId = await _tenants.FindCloudIdAsync(origin, cancellationToken).ConfigureAwait(false);
            site = SiteSelection.Find(sites, cloudId);
            problem = $"{origin.Authority} is the site {cloudId}, which the grant does not reach.";
        }
        catch (SiteMovedException exception)
        {
            site = SiteSelection.Find(sites, exception.NewAddress.Host);
            problem = $"{origin.Authority} has moved to {exception.NewAddress.Authority}, which the grant does not reach.";
            cause = exception;
        }
        catch (Exception exception) when (exception is AtlassianApiException or NoResponseException)
        {
            site = null;
            problem = $"The grant does not reach a site '{origin.Authority}', and the server at that address returned no cloud id.";
            cause = exception;
        }

        return site ?? throw new SiteSelectionException(problem, sites, cause);
    }

    /// <summary>
    /// Waits for the request under way, and for the next one if a newer sign-in has replaced the consent that the response is for.
    /// </summary>
    private async Task<KnownSites> FetchAsync(SiteSlot slot, CancellationToken cancellationToken)
    {
        KnownSites? overtaken = null;
        for (int round = 0; round < MaxRounds; round++)
        {
            KnownSites known = await slot.Flight.JoinAsync(
                (Directory: this, Slot: slot, Overtaken: overtaken),
                static call => call.Overtaken is null || ReferenceEquals(call.Slot.Known, call.Overtaken) ? null : call.Slot.Known,
                static async call => call.Slot.Known = await call.Directory.RequestAsync(call.Slot.Grant).ConfigureAwait(false),
                cancellationToken: cancellationToken).ConfigureAwait(false);
            if (known.Family == FindFamily(slot.Grant))
            {
                return known;
            }

            overtaken = known;
        }

        throw new NoResponseException(
            $"{s_operation} got {MaxRounds} responses, each for a consent that a newer sign-in had replaced ({s_operation.Id}). Call again when the user has signed in.")
        {
            OperationId = s_operation.Id,
            Host = _address.Host,
        };
    }

    private async Task<KnownSites> RequestAsync(GrantId grant)
    {
        if (_keeper is not null)
        {
            // Done before the request, so that it is known which consent the request uses: afterwards there may be a newer one. The time to
            // get a token does not count against the timeout of the request.
            await _keeper.GetAccessTokenAsync(grant).ConfigureAwait(false);
        }

        string? family = FindFamily(grant);
        using HttpRequestMessage request = new(HttpMethod.Get, _address);
        request.Options.Set(CallSettings.Key, new CallSettings { Grant = grant });
        IReadOnlyList<Site> sites = await _lookup.SendAsync(request, SiteListing.Read).ConfigureAwait(false);
        return new KnownSites(family, sites, _environment.Time.GetTimestamp());
    }

    private string? FindFamily(GrantId grant) => _keeper?.FindKnown(grant)?.Family;

    private SiteSlot GetSlot(GrantId grant)
    {
        if (_slots.TryGetValue(grant, out SiteSlot? slot))
        {
            return slot;
        }

        SiteSlot made = new(grant, _environment.PromiseOptions);
        slot = _slots.GetOrAdd(grant, made);
        if (ReferenceEquals(slot, made) && _growth.Add())
        {
            foreach (KeyValuePair<GrantId, SiteSlot> entry in _slots)
            {
                // A list of sites is valid for one consent only. If the keeper no longer knows the grant, the list cannot be used.
                SiteSlot other = entry.Value;
                bool isIdle = other.Known is { } known ? known.Family is not null && FindFamily(entry.Key) is null : !other.Flight.IsUnderWay;
                if (isIdle && other != made && _slots.TryRemove(entry))
                {
                    _growth.Remove();
                }
            }

            _growth.EndCleanup();
        }

        return slot;
    }

    /// <summary>The list of sites for one consent.</summary>
    /// <param name="family">The token family that was known before the request. Another consent may reach other sites.</param>
    /// <param name="sites">The sites.</param>
    /// <param name="askedAt">The timestamp after the request.</param>
    private sealed class KnownSites(string? family, IReadOnlyList<Site> sites, long askedAt)
    {
        private const int MaxAliases = 64;

        private readonly ConcurrentDictionary<string, Site> _aliases = new(StringComparer.OrdinalIgnoreCase);

        public string? Family => family;

        public IReadOnlyList<Site> Sites => sites;

        public long AskedAt => askedAt;

        /// <summary>
        /// Finds the specified site, or the only one if none is specified; <see langword="null"/> if the list does not contain it.
        /// </summary>
        public Site? Find(string? wanted) =>
            string.IsNullOrWhiteSpace(wanted) ? (sites.Count == 1 ? sites[0] : null)
            : SiteSelection.Find(sites, wanted) ?? (_aliases.TryGetValue(wanted, out Site? site) ? site : null);

        /// <summary>Remembers the site of an address that the list does not contain.</summary>
        public Site Remember(string wanted, Site site)
        {
            if (_aliases.Count < MaxAliases)
            {
                _aliases[wanted] = site;
            }

            return site;
        }
    }

    private sealed class SiteSlot(GrantId grant, TaskCreationOptions promiseOptions)
    {
        private volatile KnownSites? _known;

        public GrantId Grant => grant;

        public SingleFlight<KnownSites> Flight { get; } = new(promiseOptions);

        public KnownSites? Known
        {
            get => _known;
            set => _known = value;
        }
    }
}
