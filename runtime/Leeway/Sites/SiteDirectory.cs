using System.Collections.Concurrent;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Sites;

/// <summary>Knows which sites each grant reaches, asking Atlassian once for each consent and again when a site is not found.</summary>
public sealed class SiteDirectory
{
    private const int MaximumBody = 4 * 1024 * 1024;

    /// <summary>How often Atlassian is asked for one caller, where sign-ins overtake its answers.</summary>
    private const int MaximumRounds = 3;

    /// <summary>How long a list is believed against the gateway's word: a refusal may have other causes, which asking does not mend.</summary>
    private static readonly TimeSpan s_refusalInterval = TimeSpan.FromMinutes(1);

    private static readonly OperationDescriptor s_operation = new(
        "getAccessibleResources", HttpMethod.Get, "/oauth/token/accessible-resources", "", "", [200]);

    private readonly HttpMessageInvoker _invoker;
    private readonly GrantKeeper? _keeper;
    private readonly GrantEnvironment _environment;
    private readonly Uri _address;
    private readonly TimeSpan _timeout;
    private readonly ConcurrentDictionary<GrantId, SiteSlot> _slots = new();
    private readonly GrowthMark _growth = new(1024);

    /// <param name="invoker">Sends requests to the gateway with the login of the grant that they name.</param>
    /// <param name="keeper">Knows which consent a grant stems from; <see langword="null"/> for a login that stems from none.</param>
    /// <param name="environment">The clock.</param>
    /// <param name="endpoints">Where the gateway is.</param>
    /// <param name="timeout">How long an answer may take.</param>
    internal SiteDirectory(
        HttpMessageInvoker invoker,
        GrantKeeper? keeper,
        GrantEnvironment environment,
        AtlassianEndpoints endpoints,
        TimeSpan timeout)
    {
        _invoker = invoker;
        _keeper = keeper;
        _environment = environment;
        _address = new Uri(endpoints.Gateway, "/oauth/token/accessible-resources");
        _timeout = timeout;
    }

    /// <summary>Asks Atlassian which sites a grant reaches.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The sites, each once, whichever products it has.</returns>
    /// <exception cref="AtlassianApiException">The answer is an error or no list.</exception>
    /// <exception cref="GrantException">There is no token to ask with.</exception>
    /// <exception cref="HttpRequestException">No answer came, or none in time.</exception>
    /// <exception cref="OperationCanceledException">The waiting was given up.</exception>
    public async Task<IReadOnlyList<Site>> ListAsync(GrantId grant, CancellationToken cancellationToken = default) =>
        (await FetchAsync(SlotOf(grant), cancellationToken).ConfigureAwait(false)).Sites;

    /// <summary>Finds the site that calls are meant for, asking only where what is known does not tell.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="wanted">The site's address, id or name; <see langword="null"/> where the grant reaches only one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SiteSelectionException">The grant does not reach such a site, or several and none is named.</exception>
    /// <inheritdoc cref="ListAsync" path="/exception"/>
    public ValueTask<Site> ChooseAsync(GrantId grant, string? wanted, CancellationToken cancellationToken = default)
    {
        SiteSlot slot = SlotOf(grant);
        return slot.Known is { } known
            && known.Family == FamilyOf(grant)
            && (wanted is null ? (known.Sites.Count == 1 ? known.Sites[0] : null) : SiteSelection.Find(known.Sites, wanted)) is { } site
                ? new(site)
                : new(FetchAndChooseAsync(slot, wanted, cancellationToken));
    }

    /// <summary>Finds the site that a call is meant for once more, after the gateway has refused the one found before.</summary>
    /// <returns>Another site than the refused one; <see langword="null"/> where there is none, or Atlassian was asked only just now.</returns>
    /// <exception cref="SiteSelectionException">The grant no longer reaches the site.</exception>
    /// <inheritdoc cref="ListAsync" path="/exception"/>
    internal async ValueTask<Site?> ChooseAfterRefusalAsync(GrantId grant, Site refused, string? wanted, CancellationToken cancellationToken)
    {
        SiteSlot slot = SlotOf(grant);
        if (slot.Known is { } known && known.Sites.Contains(refused) && _environment.Time.GetElapsedTime(known.AskedAt) < s_refusalInterval)
        {
            return null;
        }

        Site site = await FetchAndChooseAsync(slot, wanted, cancellationToken).ConfigureAwait(false);
        return site.CloudId == refused.CloudId ? null : site;
    }

    private async Task<Site> FetchAndChooseAsync(SiteSlot slot, string? wanted, CancellationToken cancellationToken) =>
        SiteSelection.Choose((await FetchAsync(slot, cancellationToken).ConfigureAwait(false)).Sites, wanted);

    /// <summary>Joins the asking under way, and the next where a sign-in has overtaken the answer, which is then of a former consent.</summary>
    private async Task<KnownSites> FetchAsync(SiteSlot slot, CancellationToken cancellationToken)
    {
        KnownSites? overtaken = null;
        for (int round = 0; round < MaximumRounds; round++)
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

        throw new HttpRequestException("One sign-in after another overtook the gateway's answers as to which sites the grant reaches.");
    }

    private async Task<KnownSites> AskAsync(GrantId grant)
    {
        if (_keeper is not null)
        {
            // Ahead of the request, so that it is known which consent it is made with: afterwards there may be a newer one. Nor is it the
            // gateway's time that passes until there is a token.
            await _keeper.GetAccessTokenAsync(grant).ConfigureAwait(false);
        }

        string? family = FamilyOf(grant);
        using CancellationTokenSource deadline = new(_timeout, _environment.Time);
        using HttpRequestMessage request = new(HttpMethod.Get, _address);
        request.Options.Set(OperationDescriptor.Key, s_operation);
        request.Options.Set(CallSettings.Key, new CallSettings { Grant = grant });
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using HttpResponseMessage response = await _invoker.SendAsync(request, deadline.Token).ConfigureAwait(false);
            if (!s_operation.DeclaresSuccess((int)response.StatusCode))
            {
                throw await ErrorAnswer.ReadAsync(response, s_operation, deadline.Token).ConfigureAwait(false);
            }

            using PooledBuffer body = await PooledBuffer.ReadAsync(response.Content, MaximumBody, deadline.Token).ConfigureAwait(false);
            try
            {
                return new KnownSites(family, SiteListing.Read(body.Memory), _environment.Time.GetTimestamp());
            }
            catch (JsonException exception)
            {
                throw ErrorAnswer.Unreadable(
                    response,
                    s_operation,
                    $"the body is no list of sites: {exception.Message}",
                    body.Memory.Span,
                    exception);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new HttpRequestException("The gateway did not answer in time which sites the grant reaches.");
        }
    }

    private string? FamilyOf(GrantId grant) => _keeper?.Known(grant)?.Family;

    private SiteSlot SlotOf(GrantId grant)
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
                // What a grant reaches is believed of one consent only, and the keeper may have let go of which that was.
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

    /// <param name="Family">The token family known before asking: another consent may reach other sites.</param>
    /// <param name="Sites">The sites.</param>
    /// <param name="AskedAt">When, as a timestamp.</param>
    private sealed record KnownSites(string? Family, IReadOnlyList<Site> Sites, long AskedAt);

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
