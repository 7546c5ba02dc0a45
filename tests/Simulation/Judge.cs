using System.Globalization;
using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulation;

/// <summary>
/// Records what really happens at the server, in the store and in the network, and checks the invariants against what the nodes do.
/// </summary>
internal sealed class Judge(World world, AuthorizationServer server, Biases biases, GrantOptions options, Disturbances disturbances)
{
    // Of the margin of two minutes, a request may be in transit for one and a half.
    private static readonly TimeSpan s_maxClockDifference = TimeSpan.FromSeconds(25);

    // A caller may join a flight that has already read the store.
    private static readonly long s_flightDuration = TimeSpan.FromMinutes(1).Ticks;

    private static readonly long s_writeDuration = TimeSpan.FromMinutes(2).Ticks;

    // Not the value of the options, which is changed to disable the safeguard.
    private static readonly long s_staleness = new GrantOptions().MaxStaleness.Ticks;

    private readonly Dictionary<string, IssuedRefreshToken> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, NodeView> _views = [];
    private readonly Dictionary<string, long> _firstSent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _firstRecorded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _refusedInRow = new(StringComparer.Ordinal);
    private readonly Dictionary<TokenFamily, LossCause> _reuses = [];
    private readonly HashSet<IssuedRefreshToken> _stored = [];
    private readonly HashSet<IssuedRefreshToken> _strayParents = [];
    private readonly HashSet<IssuedRefreshToken> _strayAfterAnswer = [];
    private readonly Dictionary<string, long> _keptAt = new(StringComparer.Ordinal);
    private readonly Dictionary<IssuedRefreshToken, Exemption> _excused = [];
    private readonly Dictionary<TokenFamily, long> _forgotten = [];
    private IssuedRefreshToken? _newestStored;
    private Grant? _current;

    /// <summary>The nodes, whose clocks are compared.</summary>
    public required IReadOnlyList<Node> Nodes { get; init; }

    /// <summary>The number of losses that no process could prevent, by reason.</summary>
    public Dictionary<Exemption, int> Exemptions { get; } = [];

    /// <summary>The number of losses, by cause.</summary>
    public Dictionary<LossCause, int> Losses { get; } = [];

    /// <summary>The number of unexpected losses.</summary>
    public int UnexpectedLosses { get; private set; }

    /// <summary>The number of times that a grant was forgotten.</summary>
    public int Forgotten { get; private set; }

    /// <summary>The number of calls with a forgotten grant after the time when no process should use it.</summary>
    public int ForgottenCalls { get; private set; }

    /// <summary>The number of refresh tokens that were exchanged, each counted once.</summary>
    public int Rotations { get; private set; }

    /// <summary>The time when the stored grant last became lost or valid.</summary>
    public long StandingChangedAt { get; private set; }

    public string Name(string? token) =>
        token is not null && Find(token) is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"f{known.Family.Number}g{known.Generation}.{known.Parent?.Children.ToList().IndexOf(known) ?? 0}")
            : token is null ? "no refresh token" : "an unknown token";

    public void Crashed(Node node)
    {
        _views.Remove(node);
        disturbances.Forget(node);
    }

    /// <summary>The grant was removed from the store, because a node forgot it.</summary>
    public void Removed(Node node, Grant former)
    {
        Forgotten++;
        StandingChangedAt = world.Now;
        _current = null;
        world.Trace.Step(world.Now, node.Number, "removed");
        if (former.RefreshToken?.Reveal() is { } value && Find(value) is { } token)
        {
            world.Trace.Say(world.Now, node.Number, $"removed {Name(value)}");
            _forgotten[token.Family] = world.Now;
            _firstRecorded.Remove(value);
            _firstSent.Remove(value);
            disturbances.Settle(value);
        }
    }

    /// <summary>A node starts to forget the grant.</summary>
    public void BeginsToForget(Node node) => ViewOf(node).IsForgetting = true;

    /// <summary>The application of a node was informed that the grant is forgotten.</summary>
    public void HasForgotten(Node node)
    {
        NodeView view = ViewOf(node);
        view.IsForgetting = false;
        view.Forgotten.UnionWith(_forgotten.Keys);
    }

    /// <summary>A node dropped the grant from its memory. It must read it again, and no longer knows of a 401.</summary>
    public void LetGo(Node node)
    {
        NodeView view = ViewOf(node);
        view.Latest = null;
        view.Rejected.Clear();
    }

    /// <summary>A node received the grant from the store.</summary>
    public void Saw(Node node, Grant? grant)
    {
        NodeView view = ViewOf(node);
        view.Latest = grant;
        if (grant?.RefreshToken?.Reveal() is { } token)
        {
            if (Find(token) is { } known)
            {
                view.Learn(known);
            }

            if (grant.PendingSpend is { } spend && !view.OwnSpends.Contains(spend.Id))
            {
                disturbances.Learn(node, token);
            }
        }
    }

    /// <summary>A node received a token from the server.</summary>
    public void Received(Node node, string? token)
    {
        if (token is not null)
        {
            NodeView view = ViewOf(node);
            view.Received = Find(token);
            view.ReceivedAt = world.Now;
        }
    }

    public void Leased(Node node, Grant? stored) => ViewOf(node).StoredAtLease = stored?.RefreshToken?.Reveal();

    /// <summary>A node sends a refresh token.</summary>
    public void Sent(Node node, string token)
    {
        NodeView view = ViewOf(node);
        if (view.Latest?.Loss is not null)
        {
            world.Fail($"{node} sent {Name(token)} although it knew the grant to be lost");
        }

        // The node saw the grant under a lease that it still holds.
        if (ForgottenAt(token) is { } forgottenAt && world.Now - forgottenAt > options.LeaseDuration.Ticks)
        {
            world.Fail($"{node} sent {Name(token)}, whose grant was forgotten {TimeSpan.FromTicks(world.Now - forgottenAt)} before");
        }

        if (view.Newest is { } newest && Find(token) is { } known && IsNewer(newest, known))
        {
            world.Fail($"{node} sent {Name(token)} although it knew {Name(newest.Value)}");
        }

        if (view.StoredAtLease is { } atLease && IsNewer(Find(atLease)!, Find(token)!))
        {
            world.Fail($"{node} sent {Name(token)}, which had been replaced by {Name(atLease)} before the node acquired the lease");
        }
    }

    /// <summary>A refresh token was sent, and the node cannot rule out that it takes effect.</summary>
    public void MayBeSpent(Node node, string token)
    {
        disturbances.Learn(node, token);
        if (!_firstSent.TryAdd(token, world.Now)
            && options.LateSpend == LateSpend.Never
            && world.Now - _firstSent[token] > (options.Leeway - options.LeewayMargin + s_maxClockDifference).Ticks
            && !AreClocksApart())
        {
            world.Fail($"{node} sent {Name(token)} again after the leeway, although LateSpend is Never");
        }
    }

    /// <summary>A node learned that there is no connection, so its token was not sent.</summary>
    public void NotSent(Node node)
    {
        // The code of a sign-in is not a spend.
        if (!node.IsConsenting)
        {
            ViewOf(node).UntouchedSince = world.Now;
        }
    }

    /// <summary>The server has processed a request.</summary>
    public void Arrived(Node node, string? presented, TokenAnswer answer, long sentAt, bool isStray)
    {
        FindNewTokens();
        world.Trace.Say(world.Now, node.Number, $"{Name(presented)}: row {answer.Row}, {(answer.IsIssued ? "returns " + Name(answer.RefreshToken) : answer.ErrorDescription)}{(isStray ? ", stray" : "")}");
        if (presented is null || Find(presented) is not { } token)
        {
            return;
        }

        if (answer.IsIssued)
        {
            Rotations += answer.Row is 5 or 13 ? 1 : 0;
            if (isStray)
            {
                _strayParents.Add(token);
                if (sentAt < _keptAt.GetValueOrDefault(presented, -1))
                {
                    _strayAfterAnswer.Add(token);
                }
            }

            if (biases.IsCalm && answer.Row is 6 or 7)
            {
                world.Fail($"{Name(presented)} was exchanged twice although nothing went wrong");
            }

            return;
        }

        _refusedInRow[presented] = answer.Row;
        if (_forgotten.ContainsKey(token.Family))
        {
            // The token is no longer needed.
            return;
        }

        if (answer.Row is 7 or 8 && token.Family.End == FamilyEnd.Reuse && _reuses.TryAdd(token.Family, CauseOfReuse(token, answer.Row)))
        {
            Lose(token, _reuses[token.Family], ExcuseReuse(token, answer.Row, sentAt, isStray));
        }
    }

    /// <summary>The store has a new state.</summary>
    public void Stored(Node node, Grant? former, Grant grant)
    {
        _current = grant;
        string? value = grant.RefreshToken?.Reveal();
        world.Trace.Say(
            world.Now,
            node.Number,
            $"stored {Name(value)}{(grant.PendingSpend is { } spend ? $", spend {spend.Id[..4]}" : "")}{(grant.Loss is { } l ? $", lost: {l.Reason}" : "")}, version +{grant.Version - former?.Version}");
        if ((former?.Loss is null) != (grant.Loss is null) || former?.Family != grant.Family)
        {
            StandingChangedAt = world.Now;
        }

        if (value is null || Find(value) is not { } token)
        {
            return;
        }

        if (_forgotten.ContainsKey(token.Family) && !MayBeStoredAgain(token.Family, former, grant))
        {
            world.Fail($"{node} stored {Name(value)} again, although it was forgotten");
            return;
        }

        _stored.Add(token);
        if (grant.PendingSpend is { } pending)
        {
            _firstRecorded.TryAdd(value, world.Now);
            if (former!.PendingSpend is null)
            {
                // The previous sends are resolved. A token that stays valid may be sent again later, after another response.
                _firstSent.Remove(value);
            }

            NodeView view = ViewOf(node);
            if (former.PendingSpend is not { } taken || taken.Id == pending.Id)
            {
                view.FreshSpend = pending.Id;
            }
            else
            {
                CheckTakenOver(node, taken, value);
                view.FreshSpend = null;
            }

            view.UntouchedSince = null;
            view.OwnSpends.Add(pending.Id);
        }
        else
        {
            if (former?.AccessToken == grant.AccessToken && _firstSent.ContainsKey(value))
            {
                world.Fail($"{node} removed the pending spend of {Name(value)} although the token may have been sent");
            }

            // A token that stays valid after a response can be spent again.
            if (former?.RefreshToken == grant.RefreshToken && former?.AccessToken != grant.AccessToken)
            {
                _keptAt[value] = world.Now;
            }

            _firstRecorded.Remove(value);
            _firstSent.Remove(value);
            disturbances.Settle(value);
        }

        if (_newestStored is { } newest && IsNewer(newest, token))
        {
            world.Fail($"{node} stored {Name(value)} over {Name(newest.Value)}");
        }

        _newestStored = token;
        if (grant.Loss is { } loss && former?.Loss is null)
        {
            CheckLoss(token, grant, loss);
        }
    }

    /// <summary>A caller received an access token.</summary>
    public void HandedOut(Node node, string accessToken)
    {
        NodeView view = ViewOf(node);
        IssuedRefreshToken companion = server.Inspect(accessToken).Token!.Companion!;
        DateTimeOffset wall = NodeClock.Beginning.AddTicks(world.Now) + node.ClockOffset;
        CheckNotForgotten(node, view, companion);
        if (view.Newest is { } newest && IsNewer(newest, companion))
        {
            world.Fail($"{node} returned the access token of {Name(companion.Value)} although it knew {Name(newest.Value)}");
        }

        // A new pair is written before it is used, and the previous one is used meanwhile. A pair whose write conflicts with another
        // response to an earlier token is not used at all.
        if (view.Received is { } received
            && (received.Family.Number > companion.Family.Number || Descends(received, companion))
            && world.Now - view.ReceivedAt > s_writeDuration
            && node.PausedUntil < view.ReceivedAt)
        {
            world.Fail($"{node} returned the access token of {Name(companion.Value)} although it received {Name(received.Value)} long before");
        }

        if (view.Rejected.Contains(accessToken))
        {
            world.Fail($"{node} returned the access token of {Name(companion.Value)} again after a 401");
        }

        if (view.Latest is not { } latest || latest.AccessToken.Reveal() != accessToken)
        {
            return;
        }

        if (latest.Loss is not null)
        {
            world.Fail($"{node} returned the access token of {Name(companion.Value)} although it knew the grant to be lost");
        }

        if (wall >= latest.AccessTokenExpiresAt)
        {
            world.Fail($"{node} returned the access token of {Name(companion.Value)} although it had expired by the node's clock");
        }

        if (latest.PendingSpend is { } spend && wall >= spend.InDoubtSince + options.Leeway)
        {
            world.Fail($"{node} returned the access token of {Name(companion.Value)}, which is invalid if the pending spend took effect");
        }
    }

    /// <summary>A node learned that an access token is invalid.</summary>
    public void Rejected(Node node, string accessToken)
    {
        NodeView view = ViewOf(node);
        DateTimeOffset wall = NodeClock.Beginning.AddTicks(world.Now) + node.ClockOffset;
        if (view.Latest is { Loss: null } latest
            && latest.AccessToken.Reveal() == accessToken
            && wall - latest.RotatedAt >= options.ForcedRenewalInterval)
        {
            view.Rejected.Add(accessToken);
        }
    }

    /// <summary>A call failed because the user must consent again.</summary>
    public void AskedForConsent(Node node, GrantLossReason reason, long calledAt)
    {
        if (_current is { Loss: null } grant
            && !(reason == GrantLossReason.Forgotten && ViewOf(node).IsForgetting)
            && (grant.PendingSpend is null || options.LateSpend == LateSpend.Try)
            && StandingChangedAt < calledAt - s_flightDuration
            && node.PausedUntil < StandingChangedAt
            && grant.RefreshToken?.Reveal() is { } value
            && !_refusedInRow.ContainsKey(value)
            && Find(value)!.StateAt(NodeClock.Beginning.AddTicks(world.Now)) is RefreshTokenState.Current)
        {
            world.Fail($"{node} asked for consent ({reason}) although {Name(value)} is stored and valid");
        }
    }

    /// <summary>Whether the stored grant can still be renewed, according to the server.</summary>
    public bool IsStoredAlive() =>
        _current is { Loss: null } grant
        && Find(grant.RefreshToken!.Reveal()) is { } token
        && token.StateAt(NodeClock.Beginning.AddTicks(world.Now)) is RefreshTokenState.Current or RefreshTokenState.Graced
        && !token.IsDecoy
        && !token.Family.Grant.Account.PasswordChanged;

    // If the store did not respond to the node, or the node was paused, the time starts afterwards.
    private void CheckNotForgotten(Node node, NodeView view, IssuedRefreshToken companion)
    {
        if (!_forgotten.TryGetValue(companion.Family, out long forgottenAt))
        {
            return;
        }

        long since = Math.Max(forgottenAt, disturbances.LastDisturbed(node, forgottenAt));
        if (view.Forgotten.Contains(companion.Family))
        {
            ForgottenCalls++;
            world.Fail($"{node} returned the access token of {Name(companion.Value)} although it had forgotten the grant");
        }
        else if (world.Now - since > s_staleness && !AreClocksApart())
        {
            ForgottenCalls++;
            world.Fail($"{node} returned the access token of {Name(companion.Value)}, whose grant was forgotten {TimeSpan.FromTicks(world.Now - forgottenAt)} before");
        }
    }

    private long? ForgottenAt(string token) =>
        Find(token) is { } known && _forgotten.TryGetValue(known.Family, out long at) ? at : null;

    // A sign-in whose write was removed before its response arrived writes again, so it ends after the removal.
    private bool MayBeStoredAgain(TokenFamily family, Grant? former, Grant grant)
    {
        bool isSignIn = former is null && grant is { Generation: 0, PendingSpend: null } && Nodes.Any(static node => node.IsConsenting);
        if (!isSignIn)
        {
            return false;
        }

        _forgotten.Remove(family);
        foreach (NodeView view in _views.Values)
        {
            view.Forgotten.Remove(family);
        }

        return true;
    }

    private void CheckTakenOver(Node by, PendingSpend taken, string token)
    {
        foreach ((Node node, NodeView view) in _views)
        {
            if (view.FreshSpend == taken.Id
                && view.UntouchedSince is { } since
                && !_firstSent.ContainsKey(token)
                && disturbances.IsUndisturbed(node, since))
            {
                world.Fail($"{by} took over the spend of {Name(token)}, which {node} had not removed although it knew that the token was not sent");
            }
        }
    }

    private void CheckLoss(IssuedRefreshToken token, Grant grant, GrantLoss loss)
    {
        DateTimeOffset now = NodeClock.Beginning.AddTicks(world.Now);
        LossCause cause;
        if (!_refusedInRow.TryGetValue(token.Value, out int row))
        {
            cause = LossCause.SpendInDoubt;
            long spentAt = _firstRecorded.GetValueOrDefault(token.Value, -1);
            if (options.LateSpend != LateSpend.Never || spentAt < 0)
            {
                UnexpectedLosses++;
                world.Fail($"{Name(token.Value)} was marked as lost ({loss.Reason}) although the server had not rejected it");
                return;
            }

            Lose(token, cause, ExcuseSpend(token, NodeClock.Beginning.AddTicks(spentAt)));
        }
        else if (row is 7 or 8)
        {
            cause = _reuses[token.Family];
        }
        else if (token.Family.End == FamilyEnd.Reuse)
        {
            cause = _reuses[token.Family];
        }
        else
        {
            cause = row switch
            {
                9 => LossCause.Idle,
                10 => LossCause.AbsoluteAge,
                11 when token.Family.End == FamilyEnd.AbsoluteLimit => LossCause.AbsoluteAge,
                11 => LossCause.Withdrawn,
                12 => LossCause.PasswordChanged,
                _ => (LossCause)(-1),
            };
            if (cause < 0)
            {
                world.Fail($"{Name(token.Value)} was lost after row {row} of the protocol");
                return;
            }

            Losses[cause] = Losses.GetValueOrDefault(cause) + 1;
        }

        CheckReason(token, grant.UnsettledSince is not null, loss, cause, now);
    }

    // The reason must be the cause, or another one that the facts support, or Unknown if the facts support none.
    private void CheckReason(IssuedRefreshToken token, bool isUnsettled, GrantLoss loss, LossCause cause, DateTimeOffset now)
    {
        TimeSpan tolerance = s_maxClockDifference + TimeSpan.FromSeconds(60);
        bool areClocksApart = AreClocksApart();
        long sentAt = Math.Min(_firstRecorded.GetValueOrDefault(token.Value, long.MaxValue), _firstSent.GetValueOrDefault(token.Value, long.MaxValue));
        bool wasInDoubt = sentAt != long.MaxValue
            && (areClocksApart || world.Now - sentAt >= (options.Leeway - options.LeewayMargin - tolerance).Ticks);
        bool isSupported = loss.Reason switch
        {
            GrantLossReason.Unknown => true,
            GrantLossReason.SpendInDoubt => wasInDoubt,
            GrantLossReason.Idle => now - token.IssuedAt > options.InactivityLimit - tolerance,
            GrantLossReason.AbsoluteAge => now - token.Family.StartedAt > options.AbsoluteLimit - tolerance || areClocksApart,
            GrantLossReason.Withdrawn => cause == LossCause.Withdrawn || biases.Errors == ErrorDialect.Mixed,
            GrantLossReason.Reused => isUnsettled,
            _ => false,
        };
        bool isExplained = loss.Reason != GrantLossReason.Unknown || areClocksApart || cause switch
        {
            LossCause.Idle => now - token.IssuedAt <= options.InactivityLimit + tolerance,
            LossCause.AbsoluteAge => now - token.Family.StartedAt <= options.AbsoluteLimit + tolerance,
            LossCause.Superseded => !isUnsettled,
            LossCause.SpendInDoubt => !wasInDoubt || world.Now - sentAt < (options.Leeway - options.LeewayMargin + tolerance).Ticks,
            _ => true,
        };
        if (!isSupported || !isExplained)
        {
            world.Fail($"{Name(token.Value)} was lost because of {cause}, but the reported reason is {loss.Reason}");
        }
    }

    private static LossCause CauseOfReuse(IssuedRefreshToken token, int row) =>
        row == 7 || token.IsDecoy || IsSuperseded(token) ? LossCause.Superseded : LossCause.SpendInDoubt;

    // A sibling started the leeway of this token, before or without its own exchange.
    private static bool IsSuperseded(IssuedRefreshToken token) =>
        token.GracedSince is { } since && (token.ExchangedAt is null || token.ExchangedAt > since);

    private Exemption? ExcuseReuse(IssuedRefreshToken token, int row, long sentAt, bool isStray)
    {
        if (biases.Siblings == SiblingPolicy.FirstWins && (token.IsDecoy || token.Family.RefreshTokens.Any(static issued => issued.IsDecoy)))
        {
            return Exemption.FirstAnswerLost;
        }

        if (isStray)
        {
            return Exemption.StrayRequest;
        }

        if (row == 7)
        {
            return null;
        }

        if (IsSuperseded(token))
        {
            // If the parent was given up for a good reason, a late response may no longer be the valid one.
            return token.Parent is not { } parent ? null
                : _strayParents.Contains(parent) ? Exemption.StrayRequest
                : _excused.TryGetValue(parent, out Exemption former) ? former
                : CouldAnybodyHelp(token, token.GracedSince!.Value) ? null
                : Exemption.NoUndisturbedTime;
        }

        // If the token was found to be valid, an earlier request that was given up may still exchange it, unnoticed.
        if (_strayAfterAnswer.Contains(token))
        {
            return Exemption.StrayRequest;
        }

        return HasStoredDescendant(token) ? null : ExcuseSpend(token, token.ExchangedAt!.Value);
    }

    private Exemption? ExcuseSpend(IssuedRefreshToken token, DateTimeOffset spentAt) =>
        !CouldAnybodyHelp(token, spentAt) ? Exemption.NoUndisturbedTime
        : AreClocksApart() ? Exemption.ClocksApart
        : null;

    private bool CouldAnybodyHelp(IssuedRefreshToken token, DateTimeOffset since)
    {
        long from = (since - NodeClock.Beginning).Ticks;
        return disturbances.CouldAnybodyHelp(token.Value, from, from + (options.Leeway - TimeSpan.FromMinutes(2)).Ticks);
    }

    private void Lose(IssuedRefreshToken token, LossCause cause, Exemption? excuse)
    {
        Losses[cause] = Losses.GetValueOrDefault(cause) + 1;
        if (excuse is { } exemption)
        {
            world.Trace.Say(world.Now, 0, $"{Name(token.Value)} is lost because of {cause}; no process could prevent it: {exemption}");
            Exemptions[exemption] = Exemptions.GetValueOrDefault(exemption) + 1;
            _excused[token] = exemption;
            return;
        }

        UnexpectedLosses++;
        world.Fail($"{Name(token.Value)} was lost because of {cause} although it could have been saved");
    }

    /// <summary>Whether wall clocks differ or have jumped by more than the margin of the leeway.</summary>
    public bool AreClocksApart()
    {
        if (biases.LongestJump < TimeSpan.FromMinutes(1))
        {
            return false;
        }

        TimeSpan earliest = TimeSpan.Zero;
        TimeSpan latest = TimeSpan.Zero;
        foreach (Node node in Nodes)
        {
            earliest = node.ClockOffset < earliest ? node.ClockOffset : earliest;
            latest = node.ClockOffset > latest ? node.ClockOffset : latest;
        }

        return latest - earliest > s_maxClockDifference || disturbances.ClockMovedAt >= 0;
    }

    private bool HasStoredDescendant(IssuedRefreshToken token)
    {
        foreach (IssuedRefreshToken stored in _stored)
        {
            if (Descends(stored, token))
            {
                return true;
            }
        }

        return false;
    }

    // In a later family, or of a later generation.
    private static bool IsNewer(IssuedRefreshToken token, IssuedRefreshToken than) =>
        token.Family.Number != than.Family.Number ? token.Family.Number > than.Family.Number : token.Generation > than.Generation;

    private static bool Descends(IssuedRefreshToken token, IssuedRefreshToken ancestor)
    {
        for (IssuedRefreshToken? parent = token.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    private NodeView ViewOf(Node node)
    {
        if (!_views.TryGetValue(node, out NodeView? view))
        {
            _views[node] = view = new NodeView();
        }

        return view;
    }

    private IssuedRefreshToken? Find(string token)
    {
        if (!_tokens.TryGetValue(token, out IssuedRefreshToken? known))
        {
            FindNewTokens();
            _tokens.TryGetValue(token, out known);
        }

        return known;
    }

    private void FindNewTokens()
    {
        foreach (TokenFamily family in server.Families)
        {
            IReadOnlyList<IssuedRefreshToken> tokens = family.RefreshTokens;
            for (int j = tokens.Count - 1; j >= 0 && _tokens.TryAdd(tokens[j].Value, tokens[j]); j--)
            {
            }
        }
    }
}
