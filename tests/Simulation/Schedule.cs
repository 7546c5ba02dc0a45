using Leeway.Grants;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulation;

/// <summary>
/// Runs one seed: a consent, rounds of calls with faults, and finally a time without faults, at the end of which every node must be able to
/// make calls.
/// </summary>
internal sealed class Schedule
{
    private static readonly GrantId s_grant = GrantId.Default;

    private readonly int _seed;
    private readonly Safeguard _off;
    private readonly World _world;
    private readonly Biases _biases;
    private readonly AuthorizationServer _server;
    private readonly Account _account = new() { AccountId = "account", Name = "Ada Example", Email = "ada@example.com" };
    private readonly RegisteredApp _app = new() { ClientId = "client", ClientSecret = "secret" };
    private readonly Node[] _nodes;
    private readonly Disturbances _disturbances;
    private readonly Chaos _chaos;
    private readonly Judge _judge;
    private readonly SharedStore _store;
    private int _outstanding;
    private bool _isConsenting;
    private bool _mayBeLost;
    private bool _isStandingStill;
    private bool _isConverging;
    private bool _mustServe;

    private Schedule(int seed, int? nodes, Safeguard off, bool isTraced)
    {
        _seed = seed;
        _off = off;
        _world = new World(seed, new Trace(isTraced));
        _biases = Biases.Draw(_world.Random, nodes);
        _nodes = [.. Enumerable.Range(1, _biases.Nodes).Select(static number => new Node(number))];
        _server = new AuthorizationServer(
            new WorldClock(_world),
            new AuthorizationServerOptions
            {
                AccessTokenLifetime = _biases.AccessTokenLifetime,
                Siblings = _biases.Siblings,
                SecondToLast = _biases.SecondToLast,
                Errors = _biases.Errors,
                NewConsent = _biases.NewConsent,
                WithdrawnAccessOutlivesLeeway = _biases.WithdrawnAccessOutlivesLeeway,
                PersistentRefreshTokens = _biases.PersistentRefreshTokens,
                AbsoluteLimit = _biases.AbsoluteLimit,
            },
            new Random(seed))
        {
            SignedIn = _account,
        };
        _server.Register(_app);
        _disturbances = new Disturbances(_world, _nodes.Length);
        _judge = new Judge(_world, _server, _biases, NewOptions().Grants, _disturbances) { Nodes = _nodes };
        _store = new SharedStore(_world, _judge, off);
        _chaos = new Chaos(_world, _biases, _disturbances) { Crash = Crash, LetGo = _judge.LetGo };
        _world.MayRun = _chaos.MayRun;
        _world.Trace.Say(0, 0, _biases.ToString());
    }

    /// <summary>Runs one seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="nodes">The number of nodes; <see langword="null"/> lets the seed decide.</param>
    /// <param name="off">A safeguard to disable.</param>
    /// <param name="isTraced">Whether to keep a text trace.</param>
    public static SeedResult Run(int seed, int? nodes = null, Safeguard off = Safeguard.None, bool isTraced = false)
    {
        Schedule schedule = new(seed, nodes, off, isTraced);
        try
        {
            schedule.Run();
        }
        catch (Exception exception)
        {
            schedule._world.Fail($"unexpected: {exception}");
        }

        return new SeedResult
        {
            Seed = seed,
            Failure = schedule._world.Failure,
            Digest = schedule._world.Trace.Digest,
            Steps = schedule._world.Steps,
            Simulated = TimeSpan.FromTicks(schedule._world.Now),
            IsCalm = schedule._biases.IsCalm,
            Exchanges = schedule._server.Exchanges,
            Rotations = schedule._judge.Rotations,
            UnexpectedLosses = schedule._judge.UnexpectedLosses,
            Forgotten = schedule._judge.Forgotten,
            ForgottenCalls = schedule._judge.ForgottenCalls,
            Exemptions = schedule._judge.Exemptions,
            Losses = schedule._judge.Losses,
            Trace = schedule._world.Trace.Lines,
        };
    }

    private void Run()
    {
        foreach (Node node in _nodes)
        {
            node.ClockOffset = _biases.IsCalm ? TimeSpan.Zero : _world.Between(-_biases.ClockSkew, _biases.ClockSkew);
            Start(node);
        }

        _ = ConsentAsync(_nodes[0], mustSucceed: true);
        if (!_world.RunUntil(() => !_isConsenting, TimeSpan.FromMinutes(1)))
        {
            _world.Fail("the first consent did not complete");
            return;
        }

        _mayBeLost = _biases.AbsoluteLimit is not null;
        _chaos.IsActive = !_biases.IsCalm;
        for (int round = 0; round < _biases.Rounds && _world.Failure is null; round++)
        {
            RunRound();
        }

        _chaos.IsActive = false;
        Converge();
    }

    private void RunRound()
    {
        WaitForEvent();
        _chaos.BeginRound();
        long end = _world.Now + _world.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15)).Ticks;
        if (_world.Chance(_biases.UserActs))
        {
            _world.Schedule(TimeSpan.FromTicks((long)((end - _world.Now) * _world.Random.NextDouble())), null, "user acts", ActAsUser);
        }

        if (_world.Chance(_biases.UserForgets))
        {
            _world.Schedule(TimeSpan.FromTicks((long)((end - _world.Now) * _world.Random.NextDouble())), null, "user acts", Forget);
        }

        foreach (Node node in _nodes)
        {
            if (_world.Chance(0.7))
            {
                ScheduleCalls(node, end);
            }

            if (_world.Chance(0.3))
            {
                TimeSpan after = TimeSpan.FromTicks((long)((end - _world.Now) * _world.Random.NextDouble()));
                _world.Schedule(after, null, "burst", () => Burst(node));
            }
        }

        if (_world.Chance(0.3))
        {
            foreach (Node node in _nodes)
            {
                Burst(node);
            }
        }

        _world.RunUntil(end);
    }

    // Advances to a time when something is likely to happen.
    private void WaitForEvent()
    {
        if (_world.Chance(_biases.LongIdle))
        {
            StandStill(_world.Between(TimeSpan.FromDays(89), TimeSpan.FromDays(93)));
            return;
        }

        long expiry = _store.Current is { } grant ? (grant.AccessTokenExpiresAt - NodeClock.Beginning).Ticks : _world.Now;
        long until = _world.Random.Next(4) switch
        {
            0 => _world.Now + _world.Between(TimeSpan.Zero, TimeSpan.FromMinutes(10)).Ticks,
            1 => expiry - _world.Between(TimeSpan.Zero, TimeSpan.FromMinutes(6)).Ticks,
            2 => expiry + _world.Between(TimeSpan.Zero, TimeSpan.FromMinutes(1)).Ticks,
            _ => _world.Now + _world.Between(TimeSpan.Zero, TimeSpan.FromHours(2)).Ticks,
        };
        _world.RunUntil(Math.Min(until, _world.Now + TimeSpan.FromHours(3).Ticks));
    }

    // Grants are kept alive only while processes run.
    private void StandStill(TimeSpan duration)
    {
        _mayBeLost = true;
        _isStandingStill = true;
        long end = _world.Now + duration.Ticks;
        foreach (Node node in _nodes)
        {
            End(node);
            _disturbances.Add(node, _world.Now, end);
        }

        _world.RunUntil(end);
        _isStandingStill = false;
        StartAll();
    }

    private void StartAll()
    {
        foreach (Node node in _nodes)
        {
            if (!node.IsUp)
            {
                Start(node);
            }
        }
    }

    // From here on, no faults are injected.
    private void Converge()
    {
        if (_world.Failure is not null)
        {
            return;
        }

        _world.Trace.Step(_world.Now, 0, "calm");
        _isConverging = true;
        StartAll();

        // Operations in progress and paused nodes finish, and callers that must ask the user to consent do so.
        _account.PasswordChanged = false;
        _server.Options.AbsoluteLimit = null;
        _world.RunUntil(_world.Now + TimeSpan.FromMinutes(16).Ticks);
        CallEverywhere();
        if (!_judge.IsStoredAlive())
        {
            _world.RunUntil(() => !_isConsenting, TimeSpan.FromMinutes(2));
            _ = ConsentAsync(_nodes[_world.Random.Next(_nodes.Length)], mustSucceed: true);
            _world.RunUntil(() => !_isConsenting, TimeSpan.FromMinutes(2));
        }

        _mustServe = true;
        CallEverywhere();
        _world.RunUntil(_world.Now + TimeSpan.FromMinutes(20).Ticks);
        CallEverywhere();
        _world.RunUntil(_world.Now + TimeSpan.FromHours(1.5).Ticks);
        int exchanges = _server.Exchanges;
        CallEverywhere();
        if (!_judge.AreClocksApart() && _server.Exchanges > exchanges + 1)
        {
            _world.Fail($"at rest, {_server.Exchanges - exchanges} exchanges were made for one rotation");
        }
    }

    private void CallEverywhere()
    {
        foreach (Node node in _nodes)
        {
            Burst(node);
        }

        if (!_world.RunUntil(() => _outstanding == 0, TimeSpan.FromMinutes(3)) && _world.Failure is null)
        {
            _world.Fail($"{_outstanding} calls did not complete");
        }
    }

    private void Start(Node node)
    {
        NodeClock clock = new(_world, node);
        RuntimeEnvironment environment = new(clock, new Random(CombineSeed(node.Number, node.Life)), TaskCreationOptions.None);
        NodeStore store = new(_world, node, _store, _chaos, _judge, _biases, _off);
        TokenEndpointHandler tokenEndpoint = new(_world, node, _server, _chaos, _judge)
        {
            Refused = store.OnRefusal,
            Refusing = MaybeConsent,
            Sent = MaybeInterfere,
        };
        GatewayHandler gateway = new(_world, node, _server, _chaos, _judge);
        GrantKeepAliveOptions keepAlive = new() { FromAge = _biases.KeepAliveFromAge };
        node.Process = new NodeProcess(NewOptions(), store, environment, tokenEndpoint, gateway, new TraceLogger(_world, node), keepAlive);
    }

    private int CombineSeed(int number, int life) => unchecked((((_seed * 31) + number) * 31) + life);

    private void Crash(Node node)
    {
        _world.Trace.Step(_world.Now, node.Number, "crashes");
        End(node);
        TimeSpan down = TimeSpan.FromSeconds(Math.Pow(600, _world.Random.NextDouble()));
        _disturbances.Add(node, _world.Now, _world.Now + down.Ticks);
        _world.Schedule(down, null, "starts", () =>
        {
            if (!node.IsUp && !_isStandingStill)
            {
                Start(node);
            }
        });
    }

    private void End(Node node)
    {
        node.Process = null;
        node.Life++;
        node.PausedUntil = 0;
        _outstanding -= node.Calls;
        node.Calls = 0;
        _isConsenting &= !node.IsConsenting;
        node.IsConsenting = false;
        _judge.Crashed(node);
    }

    private void ScheduleCalls(Node node, long end)
    {
        TimeSpan pause = _world.Between(TimeSpan.Zero, _biases.CallInterval * 2);
        if (_world.Now + pause.Ticks < end)
        {
            _world.Schedule(pause, null, "call", () =>
            {
                Call(node);
                ScheduleCalls(node, end);
            });
        }
    }

    private void Burst(Node node)
    {
        for (int i = _world.Random.Next(1, 8); i > 0; i--)
        {
            Call(node);
        }
    }

    private void Call(Node node)
    {
        if (node.IsUp)
        {
            // In the time of the node: a paused node makes no calls.
            _world.Schedule(TimeSpan.Zero, node, "calls", () => _ = CallAsync(node));
            node.Calls++;
            _outstanding++;
        }
    }

    private async Task CallAsync(Node node)
    {
        long calledAt = _world.Now;
        string outcome;
        using CancellationTokenSource callerTimeout = new();
        ScheduledEvent? givingUp = null;
        if (!_mustServe && _world.Chance(0.05))
        {
            givingUp = _world.Schedule(_world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)), node, "caller gives up", callerTimeout.Cancel);
        }

        try
        {
            int status = await node.Process!.CallAsync(callerTimeout.Token).ConfigureAwait(false);
            outcome = status == 200 ? "served" : "rejected with 401";
        }
        catch (ReauthorizationRequiredException exception)
        {
            outcome = $"asked to consent ({exception.Loss.Reason})";
            _judge.AskedForConsent(node, exception.Loss.Reason, calledAt);
        }
        catch (TokenUnavailableException exception)
        {
            outcome = $"asked to wait ({exception.Message})";
        }
        catch (HttpRequestException)
        {
            outcome = "disconnected";
        }
        catch (OperationCanceledException) when (callerTimeout.IsCancellationRequested)
        {
            outcome = "cancelled";
        }
        catch (Exception exception)
        {
            outcome = $"failed with {exception}";
            _world.Fail($"a call on {node} failed with {exception}");
        }

        givingUp?.IsCancelled = true;
        node.Calls--;
        _outstanding--;
        _world.Trace.Say(_world.Now, node.Number, "call " + outcome);
        if (outcome == "rejected with 401" && _judge.AreClocksApart())
        {
            // With a clock that is far behind, an expired token looks valid. The next call knows of the 401.
            return;
        }

        if (outcome != "served" && (_mustServe || (_biases.IsCalm && !_mayBeLost && outcome != "cancelled")))
        {
            _world.Fail($"a call on {node} was {outcome} although there were no faults");
        }
    }

    private void MaybeInterfere()
    {
        if (!_isConverging && _world.Chance(_biases.UserInterferes / 2))
        {
            TimeSpan soon = TimeSpan.FromMilliseconds(_world.Chance(0.5) ? 200 : 2000);
            _world.Schedule(_world.Between(TimeSpan.Zero, soon), null, "user interferes", ActAsUser);
        }
    }

    private void MaybeConsent()
    {
        if (!_isConverging && _world.Chance(_biases.UserInterferes))
        {
            Consent(_world.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(500)));
        }
    }

    private void ActAsUser()
    {
        if (_isConverging)
        {
            return;
        }

        _mayBeLost = true;
        switch (_world.Random.Next(5))
        {
            case 0:
                _world.Trace.Say(_world.Now, 0, "the user removes the app");
                _server.Withdraw(_app.ClientId, _account.AccountId);
                if (_world.Chance(0.8))
                {
                    Consent(_world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(_world.Chance(0.5) ? 2 : 300)));
                }

                break;

            case 1:
                _world.Trace.Say(_world.Now, 0, "the user changes the password");
                _account.PasswordChanged = true;
                _world.Schedule(_world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(_world.Chance(0.5) ? 3 : 600)), null, "password restored", () =>
                {
                    _account.PasswordChanged = false;
                });
                break;

            case 2:
                Forget();
                break;

            default:
                Consent(TimeSpan.Zero);
                break;
        }
    }

    // In the time of the node, like a call.
    private void Forget()
    {
        Node node = _nodes[_world.Random.Next(_nodes.Length)];
        if (!node.IsUp || _isConverging)
        {
            return;
        }

        _mayBeLost = true;
        _world.Schedule(TimeSpan.Zero, node, "user disconnects", () => _ = ForgetAsync(node));
        if (_world.Chance(0.7))
        {
            Consent(_world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(_world.Chance(0.5) ? 1 : 100)));
        }
    }

    private async Task ForgetAsync(Node node)
    {
        _world.Trace.Say(_world.Now, node.Number, "the user disconnects");
        _judge.BeginsToForget(node);
        try
        {
            await node.Process!.Pipeline.Keeper.ForgetAsync(s_grant).ConfigureAwait(false);
            _world.Trace.Say(_world.Now, node.Number, "the grant is forgotten");
            _judge.HasForgotten(node);
        }
        catch (GrantNotForgottenException exception)
        {
            _world.Trace.Say(_world.Now, node.Number, $"the grant is not forgotten: {exception.Message}");
            if (_biases.IsCalm)
            {
                _world.Fail($"{node} could not forget the grant although there were no faults: {exception}");
            }

            // Until it is asked again, the node rejects a grant that other nodes use.
            _world.Schedule(_world.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), node, "user disconnects again", () => _ = ForgetAsync(node));
        }
    }

    private void Consent(TimeSpan after) =>
        _world.Schedule(after, null, "user consents", () =>
        {
            Node node = _nodes[_world.Random.Next(_nodes.Length)];
            if (node.IsUp && !_isConsenting && !_isConverging)
            {
                _ = ConsentAsync(node, mustSucceed: false);
            }
        });

    private async Task ConsentAsync(Node node, bool mustSucceed)
    {
        _isConsenting = true;
        node.IsConsenting = true;
        try
        {
            AuthorizationCodeFlow flow = node.Process!.Pipeline.SignIn;
            AuthorizationRequest request = flow.Begin();
            SimulatedRequest screen = new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery);
            AuthorizeAnswer answer = _server.Authorize(AuthorizeRequest.From(screen.Query));
            CompletedSignIn signIn = await flow.CompleteAsync(request, new Uri(answer.Redirect!), s_grant).ConfigureAwait(false);
            _world.Trace.Say(_world.Now, node.Number, $"consent stored: {_judge.Name(signIn.Grant.RefreshToken?.Reveal())}");
        }
        catch (Exception exception)
        {
            _world.Trace.Say(_world.Now, node.Number, $"consent failed: {exception.Message}");
            if (mustSucceed)
            {
                _world.Fail($"consent failed although there were no faults: {exception}");
            }
        }

        _isConsenting = false;
        node.IsConsenting = false;
    }

    private AtlassianOptions NewOptions()
    {
        AtlassianOptions options = new()
        {
            ClientId = _app.ClientId,
            ClientSecret = _app.ClientSecret,
            RedirectUri = new Uri("http://127.0.0.1/callback"),
        };
        options.Scopes = ["read:jira-work", "offline_access"];
        options.Grants.LateSpend = _biases.LateSpend;
        if (_biases.AbsoluteLimit is { } limit)
        {
            options.Grants.AbsoluteLimit = limit;
        }

        if (_off == Safeguard.Recheck)
        {
            options.Grants.MaxStaleness = TimeSpan.FromDays(1);
        }

        if (_off == Safeguard.LeewayMargin)
        {
            options.Grants.LeewayMargin = TimeSpan.Zero;
        }

        return options;
    }
}
