using System.Globalization;
using Leeway.Grants;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulation;

/// <summary>
/// Knows what really happened, at the server, in the store and in the network, and holds against it what the nodes do: the
/// invariants.
/// </summary>
internal sealed class Judge(World world, AuthorizationServer server, Biases biases, GrantOptions options, Disturbances disturbances)
{
    // Of the margin of two minutes a request may be under way for one and a half.
    private static readonly TimeSpan s_clocksMayDiffer = TimeSpan.FromSeconds(25);

    // A caller may join a flight that has read the store before.
    private static readonly long s_flight = TimeSpan.FromMinutes(1).Ticks;

    private static readonly long s_writing = TimeSpan.FromMinutes(2).Ticks;

    // Not that of the options, which are altered to switch the safeguard off.
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

    /// <summary>The nodes, for their clocks.</summary>
    public required IReadOnlyList<Node> Nodes { get; init; }

    /// <summary>Losses that nobody could prevent, by reason.</summary>
    public Dictionary<Exemption, int> Exemptions { get; } = [];

    /// <summary>Losses by what the schedule did.</summary>
    public Dictionary<LossCause, int> Losses { get; } = [];

    /// <summary>How many times a loss was unexpected.</summary>
    public int UnexpectedLosses { get; private set; }

    /// <summary>How many times a grant was forgotten.</summary>
    public int Forgotten { get; private set; }

    /// <summary>How many calls were made with a forgotten grant when no process should use it any more.</summary>
    public int ForgottenCalls { get; private set; }

    /// <summary>How many refresh tokens have been exchanged, each counted once.</summary>
    public int Rotations { get; private set; }

    /// <summary>When the stored grant last changed between being lost and being good.</summary>
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

    /// <summary>The store no longer has the grant, since a node was told to forget it.</summary>
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

    /// <summary>A node is asked to forget the grant.</summary>
    public void BeginsToForget(Node node) => ViewOf(node).IsForgetting = true;

    /// <summary>A node's application has been told that the grant is forgotten.</summary>
    public void HasForgotten(Node node)
    {
        NodeView view = ViewOf(node);
        view.IsForgetting = false;
        view.Forgotten.UnionWith(_forgotten.Keys);
    }

    /// <summary>A node has let go of a grant that it need not know any more: it has to be told anew, also of a 401.</summary>
    public void LetGo(Node node)
    {
        NodeView view = ViewOf(node);
        view.Latest = null;
        view.Rejected.Clear();
    }

    /// <summary>A node has been told by the store.</summary>
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

    /// <summary>A node has been told by the server.</summary>
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

    /// <summary>A refresh token leaves a node.</summary>
    public void Sent(Node node, string token)
    {
        NodeView view = ViewOf(node);
        if (view.Latest?.Loss is not null)
        {
            world.Fail($"{node} sent {Name(token)} although it knew the grant to be lost");
        }

        // It has seen the grant under a lease that it still holds.
        if (ForgottenAt(token) is { } forgottenAt && world.Now - forgottenAt > options.LeaseDuration.Ticks)
        {
            world.Fail($"{node} sent {Name(token)}, whose grant had been forgotten {TimeSpan.FromTicks(world.Now - forgottenAt)} before");
        }

        if (view.Newest is { } newest && Find(token) is { } known && IsNewer(newest, known))
        {
            world.Fail($"{node} sent {Name(token)} although it knew {Name(newest.Value)}");
        }

        if (view.StoredAtLease is { } atLease && IsNewer(Find(atLease)!, Find(token)!))
        {
            world.Fail($"{node} sent {Name(token)}, which had been replaced by {Name(atLease)} before the node was given the lease");
        }
    }

    /// <summary>A refresh token has left a node that cannot rule out that it takes effect.</summary>
    public void MayBeSpent(Node node, string token)
    {
        disturbances.Learn(node, token);
        if (!_firstSent.TryAdd(token, world.Now)
            && options.LateSpend == LateSpend.Never
            && world.Now - _firstSent[token] > (options.Leeway - options.LeewayMargin + s_clocksMayDiffer).Ticks
            && !AreClocksApart())
        {
            world.Fail($"{node} sent {Name(token)} again after the leeway, which the options forbid");
        }
    }

    /// <summary>A node has been told that there is no connection, so that its token has not left.</summary>
    public void NotSent(Node node)
    {
        // A sign-in's code says nothing of a spend.
        if (!node.IsConsenting)
        {
            ViewOf(node).UntouchedSince = world.Now;
        }
    }

    /// <summary>The server has decided about a request.</summary>
    public void Arrived(Node node, string? presented, TokenAnswer answer, long sentAt, bool isStray)
    {
        FindNewTokens();
        world.Trace.Say(world.Now, node.Number, $"{Name(presented)}: row {answer.Row}, {(answer.IsIssued ? "gives " + Name(answer.RefreshToken) : answer.ErrorDescription)}{(isStray ? ", stray" : "")}");
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
            // Nobody needs it any more.
            return;
        }

        if (answer.Row is 7 or 8 && token.Family.End == FamilyEnd.Reuse && _reuses.TryAdd(token.Family, CauseOfReuse(token, answer.Row)))
        {
            Lose(token, _reuses[token.Family], ExcuseReuse(token, answer.Row, sentAt, isStray));
        }
    }

    /// <summary>The store has taken a new state.</summary>
    public void Stored(Node node, Grant? former, Grant grant)
    {
        _current = grant;
        string? value = grant.RefreshToken?.Reveal();
        world.Trace.Say(
            world.Now,
            node.Number,
            $"stored {Name(value)}{(grant.PendingSpend is { } spend ? $", spend {spend.Id[..4]}" : "")}{(grant.Loss is { } l ? $", lost for {l.Reason}" : "")}, version +{grant.Version - former?.Version}");
        if ((former?.Loss is null) != (grant.Loss is null) || former?.Family != grant.Family)
        {
            StandingChangedAt = world.Now;
        }

        if (value is null || Find(value) is not { } token)
        {
            return;
        }

        if (_forgotten.ContainsKey(token.Family) && !MayReturn(token.Family, former, grant))
        {
            world.Fail($"{node} brought {Name(value)} back, which had been forgotten");
            return;
        }

        _stored.Add(token);
        if (grant.PendingSpend is { } pending)
        {
            _firstRecorded.TryAdd(value, world.Now);
            if (former!.PendingSpend is null)
            {
                // What was sent before has come to its end: a token that stays good may have left a node late, after another's answer.
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
                world.Fail($"{node} took the spend of {Name(value)} off the record although it may have been sent");
            }

            // A token that stays good after an answer may be spent, and be in doubt, once more.
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

    /// <summary>A caller has been handed an access token.</summary>
    public void HandedOut(Node node, string accessToken)
    {
        NodeView view = ViewOf(node);
        IssuedRefreshToken companion = server.Inspect(accessToken).Token!.Companion!;
        DateTimeOffset wall = NodeClock.Beginning.AddTicks(world.Now) + node.ClockOffset;
        CheckNotForgotten(node, view, companion);
        if (view.Newest is { } newest && IsNewer(newest, companion))
        {
            world.Fail($"{node} handed out the access token of {Name(companion.Value)} although it knew {Name(newest.Value)}");
        }

        // A pair just received is written before it is used, and the former one serves meanwhile. One that loses its swap to
        // another answer to an earlier token is not used at all.
        if (view.Received is { } received
            && (received.Family.Number > companion.Family.Number || Descends(received, companion))
            && world.Now - view.ReceivedAt > s_writing
            && node.PausedUntil < view.ReceivedAt)
        {
            world.Fail($"{node} handed out the access token of {Name(companion.Value)} although it had received {Name(received.Value)} long before");
        }

        if (view.Rejected.Contains(accessToken))
        {
            world.Fail($"{node} handed out the access token of {Name(companion.Value)} again, which had been answered 401");
        }

        if (view.Latest is not { } latest || latest.AccessToken.Reveal() != accessToken)
        {
            return;
        }

        if (latest.Loss is not null)
        {
            world.Fail($"{node} handed out the access token of {Name(companion.Value)}, a grant that it knew to be lost");
        }

        if (wall >= latest.AccessTokenExpiresAt)
        {
            world.Fail($"{node} handed out the access token of {Name(companion.Value)} although it had expired by the node's clock");
        }

        if (latest.PendingSpend is { } spend && wall >= spend.InDoubtSince + options.Leeway)
        {
            world.Fail($"{node} handed out the access token of {Name(companion.Value)}, which had died if the pending spend took effect");
        }
    }

    /// <summary>A node has been told that an access token does not work.</summary>
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

    /// <summary>A caller has been told to send the user to the consent screen.</summary>
    public void AskedForConsent(Node node, GrantLossReason reason, long calledAt)
    {
        if (_current is { Loss: null } grant
            && !(reason == GrantLossReason.Forgotten && ViewOf(node).IsForgetting)
            && (grant.PendingSpend is null || options.LateSpend == LateSpend.Try)
            && StandingChangedAt < calledAt - s_flight
            && node.PausedUntil < StandingChangedAt
            && grant.RefreshToken?.Reveal() is { } value
            && !_refusedInRow.ContainsKey(value)
            && Find(value)!.StateAt(NodeClock.Beginning.AddTicks(world.Now)) is RefreshTokenState.Current)
        {
            world.Fail($"{node} asked for consent ({reason}) although {Name(value)} is stored and good");
        }
    }

    /// <summary>Whether what is stored can still be renewed, as far as the server is concerned.</summary>
    public bool IsStoredAlive() =>
        _current is { Loss: null } grant
        && Find(grant.RefreshToken!.Reveal()) is { } token
        && token.StateAt(NodeClock.Beginning.AddTicks(world.Now)) is RefreshTokenState.Current or RefreshTokenState.Graced
        && !token.IsDecoy
        && !token.Family.Grant.Account.PasswordChanged;

    // A node that the store did not answer, or that was paused, has as long from then on.
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
            world.Fail($"{node} handed out the access token of {Name(companion.Value)}, although it had been told to forget its grant");
        }
        else if (world.Now - since > s_staleness && !AreClocksApart())
        {
            ForgottenCalls++;
            world.Fail($"{node} handed out the access token of {Name(companion.Value)}, whose grant had been forgotten {TimeSpan.FromTicks(world.Now - forgottenAt)} before");
        }
    }

    private long? ForgottenAt(string token) =>
        Find(token) is { } known && _forgotten.TryGetValue(known.Family, out long at) ? at : null;

    // A sign-in whose write was removed before it was told of it writes again: it ends later than the removal.
    private bool MayReturn(TokenFamily family, Grant? former, Grant grant)
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
                world.Fail($"{by} took over the spend of {Name(token)}, which {node} had left on record although it knew that it had not been sent");
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
                world.Fail($"{Name(token.Value)} was given up ({loss.Reason}) although the server had not refused it");
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
                world.Fail($"{Name(token.Value)} was lost by row {row}");
                return;
            }

            Losses[cause] = Losses.GetValueOrDefault(cause) + 1;
        }

        CheckReason(token, grant.UnsettledSince is not null, loss, cause, now);
    }

    // The reason is the cause, or one that the facts support as well, or none where no fact tells.
    private void CheckReason(IssuedRefreshToken token, bool isUnsettled, GrantLoss loss, LossCause cause, DateTimeOffset now)
    {
        TimeSpan tolerance = s_clocksMayDiffer + TimeSpan.FromSeconds(60);
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
            world.Fail($"{Name(token.Value)} was lost for {cause}, and the reason given is {loss.Reason}");
        }
    }

    private static LossCause CauseOfReuse(IssuedRefreshToken token, int row) =>
        row == 7 || token.IsDecoy || IsSuperseded(token) ? LossCause.Superseded : LossCause.SpendInDoubt;

    // A token that a sibling put into grace, before or without an exchange of its own.
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
            // Of a token given up for good reason, an answer that comes late all the same may no longer be the one that lives.
            return token.Parent is not { } parent ? null
                : _strayParents.Contains(parent) ? Exemption.StrayRequest
                : _excused.TryGetValue(parent, out Exemption former) ? former
                : CouldAnybodyHelp(token, token.GracedSince!.Value) ? null
                : Exemption.NoUndisturbedTime;
        }

        // Of a token that was answered as good, a request given up before may still exchange it, and nobody is told.
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
            world.Trace.Say(world.Now, 0, $"{Name(token.Value)} is lost for {cause}; nobody could help it: {exemption}");
            Exemptions[exemption] = Exemptions.GetValueOrDefault(exemption) + 1;
            _excused[token] = exemption;
            return;
        }

        UnexpectedLosses++;
        world.Fail($"{Name(token.Value)} was lost for {cause} although it could have been saved");
    }

    /// <summary>Whether wall clocks are or were wrong by more than the margin of the leeway allows for.</summary>
    public bool AreClocksApart()
    {
        if (biases.LongestJump < TimeSpan.FromMinutes(1))
        {
            return false;
        }

        TimeSpan least = TimeSpan.Zero;
        TimeSpan most = TimeSpan.Zero;
        foreach (Node node in Nodes)
        {
            least = node.ClockOffset < least ? node.ClockOffset : least;
            most = node.ClockOffset > most ? node.ClockOffset : most;
        }

        return most - least > s_clocksMayDiffer || disturbances.ClockMovedAt >= 0;
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

    // In a later family, or further down the same line.
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
