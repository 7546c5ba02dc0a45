using System.Collections.Concurrent;
using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Sites;

/// <summary>Knows which sites each grant reaches, asking Atlassian once for each consent and again when a site is not found.</summary>
public sealed class SiteDirectory
{
    private const int MaxBody = 4 * 1024 * 1024;

    /// <summary>How many times Atlassian is asked for one caller, if newer sign-ins make its responses obsolete.</summary>
    private const int MaxRounds = 3;

    /// <summary>How long a list is trusted when the gateway refuses a site on it: the refusal may have another cause, and a new list would not help.</summary>
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
    /// <param name="keeper">Knows which consent a grant stems from; <see langword="null"/> for a login that stems from none.</param>
    /// <param name="tenants">Asks a site for its cloud id, where the list does not have its address.</param>
    /// <param name="environment">The clock.</param>
    /// <param name="endpoints">Where the gateway is.</param>
    /// <param name="timeout">How long an answer may take.</param>
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

    /// <summary>Asks Atlassian which sites a grant reaches.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The sites, each once, whichever products it has.</returns>
    /// <exception cref="AtlassianApiException">The answer is an error or no list.</exception>
    /// <exception cref="GrantException">There is no token to ask with.</exception>
    /// <exception cref="NoResponseException">No answer came, or none in time.</exception>
    /// <exception cref="OperationCanceledException">The waiting was given up.</exception>
    public async Task<IReadOnlyList<Site>> ListAsync(GrantId grant, CancellationToken cancellationToken = default) =>
        (await FetchAsync(GetSlot(grant), cancellationToken).ConfigureAwait(false)).Sites;

    /// <summary>Finds the site that calls are meant for. Atlassian is asked only if the known sites do not answer the question.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="wanted">
    /// The site's address, id or name; <see langword="null"/> where the grant reaches only one. An address that the list of sites does not
    /// have, such as a custom domain or one from before the site was renamed, is asked for its cloud id, without a login.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SiteSelectionException">The grant does not reach such a site, or several and none is named.</exception>
    /// <inheritdoc cref="ListAsync" path="/exception"/>
    public ValueTask<Site> ChooseAsync(GrantId grant, string? wanted, CancellationToken cancellationToken = default)
    {
        SiteSlot slot = GetSlot(grant);
        return slot.Known is { } known
            && known.Family == FamilyOf(grant)
            && known.Find(wanted) is { } site
                ? new(site)
                : new(FetchAndChooseAsync(slot, wanted, cancellationToken));
    }

    /// <summary>Finds the site that a call is meant for once more, after the gateway has refused the one found before.</summary>
    /// <returns>
    /// Another site than the refused one; <see langword="null"/> where there is none, or Atlassian was asked only just now, or does not list
    /// the sites: then the refusal stands.
    /// </returns>
    /// <exception cref="SiteSelectionException">The grant no longer reaches the site.</exception>
    /// <exception cref="GrantException">There is no token to ask with.</exception>
    /// <exception cref="OperationCanceledException">The waiting was given up.</exception>
    internal async ValueTask<Site?> ChooseAfterRefusalAsync(GrantId grant, string refused, string? wanted, CancellationToken cancellationToken)
    {
        SiteSlot slot = GetSlot(grant);
        if (slot.Known is { } known
            && known.Family == FamilyOf(grant)
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

    /// <summary>Finds a site by an address that the list does not have: the server at that address is asked for its cloud id, or redirects to its new address.</summary>
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
            problem = $"The grant does not reach a site '{origin.Authority}', and what answers there names no cloud id.";
            cause = exception;
        }

        return site ?? throw new SiteSelectionException(problem, sites, cause);
    }

    /// <summary>Joins the request under way, and the next one if a newer sign-in has replaced the consent that the response is for.</summary>
    private async Task<KnownSites> FetchAsync(SiteSlot slot, CancellationToken cancellationToken)
    {
        KnownSites? overtaken = null;
        for (int round = 0; round < MaxRounds; round++)
        {
            KnownSites known = await slot.Flight.JoinAsync(
                (Directory: this, Slot: slot, Overtaken: overtaken),
                static call => call.Overtaken is null || ReferenceEquals(call.Slot.Known, call.Overtaken) ? null : call.Slot.Known,
                static async call => call.Slot.Known = await call.Directory.AskAsync(call.Slot.Grant).ConfigureAwait(false),
                cancellationToken: cancellationToken).ConfigureAwait(false);
            if (known.Family == FamilyOf(slot.Grant))
            {
                return known;
            }

            overtaken = known;
        }

        throw new NoResponseException(
            $"{s_operation} got {MaxRounds} answers, and each was for a consent that a newer sign-in had replaced ({s_operation.Id}): call again once the user has signed in.")
        {
            OperationId = s_operation.Id,
            Host = _address.Host,
        };
    }

    private async Task<KnownSites> AskAsync(GrantId grant)
    {
        if (_keeper is not null)
        {
            // Before the request, so that it is known which consent it is made with: afterwards there may be a newer one. The time that
            // getting a token takes does not count against the request's timeout.
            await _keeper.GetAccessTokenAsync(grant).ConfigureAwait(false);
        }

        string? family = FamilyOf(grant);
        using HttpRequestMessage request = new(HttpMethod.Get, _address);
        request.Options.Set(CallSettings.Key, new CallSettings { Grant = grant });
        IReadOnlyList<Site> sites = await _lookup.AskAsync(request, SiteListing.Read).ConfigureAwait(false);
        return new KnownSites(family, sites, _environment.Time.GetTimestamp());
    }

    private string? FamilyOf(GrantId grant) => _keeper?.FindKnown(grant)?.Family;

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
                // A list of sites is valid for one consent only, and the keeper may no longer know which one that was.
                SiteSlot other = entry.Value;
                bool isIdle = other.Known is { } known ? known.Family is not null && FamilyOf(entry.Key) is null : !other.Flight.IsUnderWay;
                if (isIdle && other != made && _slots.TryRemove(entry))
                {
                    _growth.Remove();
                }
            }

            _growth.Tidied();
        }

        return slot;
    }

    /// <summary>What Atlassian lists for a consent.</summary>
    /// <param name="family">The token family known before asking: another consent may reach other sites.</param>
    /// <param name="sites">The sites.</param>
    /// <param name="askedAt">When, as a timestamp.</param>
    private sealed class KnownSites(string? family, IReadOnlyList<Site> sites, long askedAt)
    {
        private const int MaxAliases = 64;

        private readonly ConcurrentDictionary<string, Site> _aliases = new(StringComparer.OrdinalIgnoreCase);

        public string? Family => family;

        public IReadOnlyList<Site> Sites => sites;

        public long AskedAt => askedAt;

        /// <summary>The only site, or the one that is named; <see langword="null"/> where the list does not have it.</summary>
        public Site? Find(string? wanted) =>
            string.IsNullOrWhiteSpace(wanted) ? (sites.Count == 1 ? sites[0] : null)
            : SiteSelection.Find(sites, wanted) ?? (_aliases.TryGetValue(wanted, out Site? site) ? site : null);

        /// <summary>Remembers which site an address belongs to that the list does not have.</summary>
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
