using Leeway.Grants;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulation;

/// <summary>
/// One seed from beginning to end: a consent; rounds of calls in which things go wrong throughout; then a time in which
/// nothing does, when every node must come to serve again.
/// </summary>
internal sealed class Schedule
{
    private static readonly GrantId s_grant = GrantId.Default;

    private readonly int _seed;
    private readonly Safeguard _off;
    private readonly World _world;
    private readonly Biases _biases;
    private readonly AuthorizationServer _server;
    private readonly Account _account = new("account", "Ada Example", "ada@example.com");
    private readonly RegisteredApp _app = new("client", "secret");
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
    /// <param name="nodes">How many nodes; <see langword="null"/> lets the seed decide.</param>
    /// <param name="off">A safeguard to switch off.</param>
    /// <param name="isTraced">Whether to keep what happens as text.</param>
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
            _world.Fail("the first consent does not end");
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
        Idle();
        _chaos.BeginRound();
        long end = _world.Now + _world.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15)).Ticks;
        if (_world.Chance(_biases.UserActs))
        {
            _world.Schedule(TimeSpan.FromTicks((long)((end - _world.Now) * _world.Random.NextDouble())), null, "user acts", UserActs);
        }

        if (_world.Chance(_biases.UserForgets))
        {
            _world.Schedule(TimeSpan.FromTicks((long)((end - _world.Now) * _world.Random.NextDouble())), null, "user acts", Forget);
        }

        foreach (Node node in _nodes)
        {
            if (_world.Chance(0.7))
            {
                KeepCalling(node, end);
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

    // Goes to a moment when something is likely to happen.
    private void Idle()
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

    // What keeps grants alive does so only while it runs.
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

    // Nothing goes wrong any more.
    private void Converge()
    {
        if (_world.Failure is not null)
        {
            return;
        }

        _world.Trace.Step(_world.Now, 0, "calm");
        _isConverging = true;
        StartAll();

        // What was under way and who was paused come to their end, and whoever has been told to ask the user does so.
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
            _world.Fail($"after all had come to rest, {_server.Exchanges - exchanges} exchanges were made for one rotation");
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
            _world.Fail($"{_outstanding} calls do not end");
        }
    }

    private void Start(Node node)
    {
        NodeClock clock = new(_world, node);
        RuntimeEnvironment environment = new(clock, new Random(HashCode(node.Number, node.Life)), TaskCreationOptions.None);
        NodeStore store = new(_world, node, _store, _chaos, _judge, _biases, _off);
        TokenEndpointHandler tokenEndpoint = new(_world, node, _server, _chaos, _judge)
        {
            Refused = store.OnRefusal,
            Refusing = UserMayConsent,
            Sent = UserMayInterfere,
        };
        GatewayHandler gateway = new(_world, node, _server, _chaos, _judge);
        GrantKeepAliveOptions keepAlive = new() { FromAge = _biases.KeepAliveFromAge };
        node.Process = new NodeProcess(NewOptions(), store, environment, tokenEndpoint, gateway, new TraceLogger(_world, node), keepAlive);
    }

    private int HashCode(int number, int life) => unchecked((((_seed * 31) + number) * 31) + life);

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

    private void KeepCalling(Node node, long end)
    {
        TimeSpan pause = _world.Between(TimeSpan.Zero, _biases.CallInterval * 2);
        if (_world.Now + pause.Ticks < end)
        {
            _world.Schedule(pause, null, "call", () =>
            {
                Call(node);
                KeepCalling(node, end);
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
            // On the node's own time: a paused one does not call.
            _world.Schedule(TimeSpan.Zero, node, "calls", () => _ = CallAsync(node));
            node.Calls++;
            _outstanding++;
        }
    }

    private async Task CallAsync(Node node)
    {
        long calledAt = _world.Now;
        string outcome;
        using CancellationTokenSource patience = new();
        ScheduledEvent? leaving = null;
        if (!_mustServe && _world.Chance(0.05))
        {
            leaving = _world.Schedule(_world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)), node, "caller leaves", patience.Cancel);
        }

        try
        {
            int status = await node.Process!.CallAsync(patience.Token).ConfigureAwait(false);
            outcome = status == 200 ? "served" : "answered 401";
        }
        catch (ReauthorizationRequiredException exception)
        {
            outcome = $"told to consent ({exception.Loss.Reason})";
            _judge.AskedForConsent(node, exception.Loss.Reason, calledAt);
        }
        catch (TokenUnavailableException exception)
        {
            outcome = $"told to wait ({exception.Message})";
        }
        catch (HttpRequestException)
        {
            outcome = "cut off";
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            outcome = "gone";
        }
        catch (Exception exception)
        {
            outcome = $"surprised by {exception}";
            _world.Fail($"a call at {node} ended with {exception}");
        }

        leaving?.IsCancelled = true;
        node.Calls--;
        _outstanding--;
        _world.Trace.Say(_world.Now, node.Number, "a caller is " + outcome);
        if (outcome == "answered 401" && _judge.AreClocksApart())
        {
            // A clock that is far behind takes an old token for a fresh one; the next call is better informed.
            return;
        }

        if (outcome != "served" && (_mustServe || (_biases.IsCalm && !_mayBeLost && outcome != "gone")))
        {
            _world.Fail($"a caller at {node} was {outcome} although nothing went wrong any more");
        }
    }

    private void UserMayInterfere()
    {
        if (!_isConverging && _world.Chance(_biases.UserInterferes / 2))
        {
            TimeSpan soon = TimeSpan.FromMilliseconds(_world.Chance(0.5) ? 200 : 2000);
            _world.Schedule(_world.Between(TimeSpan.Zero, soon), null, "user interferes", UserActs);
        }
    }

    private void UserMayConsent()
    {
        if (!_isConverging && _world.Chance(_biases.UserInterferes))
        {
            Consent(_world.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(500)));
        }
    }

    private void UserActs()
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

    // On the node's own time, as a call is.
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
                _world.Fail($"{node} could not forget the grant although nothing went wrong: {exception}");
            }

            // Until it is asked again, it refuses a grant that others use.
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
                _world.Fail($"consent failed although nothing went wrong: {exception}");
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
        options.Scopes.Add("read:jira-work");
        options.Scopes.Add("offline_access");
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
