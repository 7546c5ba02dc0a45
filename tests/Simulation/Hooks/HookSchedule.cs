using Leeway.Grants;
using Leeway.Queries;
using Leeway.Simulator;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Leeway.Webhooks;

namespace Leeway.Simulation;

/// <summary>
/// Runs one seed: 40 days in which nodes come and go, users connect and disconnect, the description of the webhook changes and faults happen, and
/// then an hour without faults.
/// </summary>
internal sealed class HookSchedule
{
    private static readonly TimeSpan s_duration = TimeSpan.FromDays(40);

    private readonly int _seed;
    private readonly HookSafeguard _off;
    private readonly World _world;
    private readonly HookBiases _biases;
    private readonly AtlassianSimulator _atlassian;
    private readonly RegisteredApp _app = new() { ClientId = "client", ClientSecret = "secret" };
    private readonly Node[] _nodes;
    private readonly HookProcess?[] _processes;
    private readonly bool[] _isWanted;
    private readonly InMemoryGrantStore _grants;
    private readonly InMemoryKeptWebhookStore _records = new();
    private readonly HookJudge _judge;
    private readonly HookChaos _chaos;
    private readonly HookProcess _office;
    private int _descriptions;

    private HookSchedule(int seed, HookSafeguard off, bool isTraced)
    {
        _seed = seed;
        _off = off;
        _world = new World(seed, new Trace(isTraced));
        _biases = HookBiases.Draw(_world.Random);
        WorldClock clock = new(_world);
        SimulatedSite[] sites = [.. Enumerable.Range(1, _biases.Sites).Select(static number =>
            new SimulatedSite($"0000000{number}-0000-4000-8000-000000000000", $"site{number}", $"https://site{number}.atlassian.net"))];
        foreach (SimulatedSite site in sites)
        {
            site.Webhooks.SharesWebhooksOfUsers = _biases.ListsWholeApp;
            site.Webhooks.WritesExpirationAsText = _biases.WritesDates;
        }

        _atlassian = new AtlassianSimulator(new SimulatorOptions { Time = clock, Seed = seed, App = _app, Sites = sites });
        _grants = new InMemoryGrantStore(clock);

        // The last node serves only sign-ins, and has no faults.
        _nodes = [.. Enumerable.Range(1, _biases.Nodes + 1).Select(static number => new Node(number))];
        _processes = new HookProcess?[_nodes.Length + 1];
        _isWanted = new bool[_nodes.Length + 1];
        List<HookConnection> connections = [];
        for (int i = 1; i <= _biases.Accounts; i++)
        {
            Account account = new() { AccountId = $"account-{i}", Name = $"User {i}", Email = $"user{i}@example.com" };
            connections.AddRange(sites.Select(site => new HookConnection(new GrantId($"user-{i}"), account, site)));
        }

        _judge = new HookJudge(_world, _nodes)
        {
            Connections = connections,
            FindRecord = connection => _records.FindAsync(connection.Grant, connection.Site.CloudId).AsTask().GetAwaiter().GetResult(),
        };
        _chaos = new HookChaos(_world, _biases, _judge) { Crash = Crash };
        _world.MayRun = _chaos.MayRun;
        _office = CreateProcess(_nodes[^1], keepsWebhooks: false);
        _world.Trace.Say(0, 0, _biases.ToString());
        ChangeDescription();
    }

    /// <summary>Runs one seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="off">A safeguard to disable.</param>
    /// <param name="isTraced">Whether to keep a text trace.</param>
    public static HookResult Run(int seed, HookSafeguard off = HookSafeguard.None, bool isTraced = false)
    {
        HookSchedule schedule = new(seed, off, isTraced);
        try
        {
            schedule.Run();
        }
        catch (Exception exception)
        {
            schedule._world.Fail($"unexpected: {exception}");
        }

        return new HookResult
        {
            Seed = seed,
            Failure = schedule._world.Failure,
            Digest = schedule._world.Trace.Digest,
            Steps = schedule._world.Steps,
            Registrations = schedule._judge.Registrations,
            Extensions = schedule._judge.Extensions,
            ExcusedGaps = schedule._judge.ExcusedGaps,
            Trace = schedule._world.Trace.Lines,
        };
    }

    private void Run()
    {
        foreach (GrantId grant in _judge.Connections.Select(static connection => connection.Grant).Distinct())
        {
            _world.Schedule(_world.Chance(0.5) ? TimeSpan.Zero : _world.Between(TimeSpan.Zero, TimeSpan.FromDays(10)), null, "user connects", () => Connect(grant));
        }

        PlanNodes();
        for (int acts = (int)(_biases.ActsPerDay * s_duration.TotalDays); acts > 0; acts--)
        {
            _world.Schedule(_world.Between(TimeSpan.Zero, s_duration), null, "act", Act);
        }

        for (TimeSpan at = TimeSpan.Zero; at < s_duration; at += TimeSpan.FromMinutes(30))
        {
            _world.Schedule(at, null, "check", Check);
        }

        _chaos.IsActive = !_biases.IsCalm;
        _world.RunUntil(s_duration.Ticks);
        Converge();
    }

    /// <summary>
    /// Plans when nodes run. In most seeds, the time between the runs of any node is just shorter than five days, and a run just longer than an hour.
    /// </summary>
    private void PlanNodes()
    {
        if (_biases.IsSparse)
        {
            TimeSpan at = TimeSpan.Zero;
            while (at < s_duration)
            {
                TimeSpan run = _world.Between(TimeSpan.FromMinutes(61), TimeSpan.FromHours(4));
                Plan(_nodes[_world.Random.Next(_biases.Nodes)], at, run);
                at += run + _world.Between(TimeSpan.FromHours(6), TimeSpan.FromDays(5) - TimeSpan.FromMinutes(61));
            }

            return;
        }

        foreach (Node node in _nodes[..^1])
        {
            TimeSpan at = TimeSpan.Zero;
            while (at < s_duration)
            {
                TimeSpan run = _world.Between(TimeSpan.FromHours(1), TimeSpan.FromHours(30));
                Plan(node, at, run);
                at += run + _world.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(50));
            }
        }
    }

    private void Plan(Node node, TimeSpan at, TimeSpan run)
    {
        _world.Schedule(at, null, "starts", () =>
        {
            _isWanted[node.Number] = true;
            Start(node);
        });
        _world.Schedule(at + run, null, "stops", () =>
        {
            _isWanted[node.Number] = false;
            End(node);
        });
    }

    private void Check()
    {
        _judge.CheckProgress();
        foreach (HookConnection connection in _judge.Connections)
        {
            if (connection.IsLive && _grants.FindAsync(connection.Grant).AsTask().GetAwaiter().GetResult() is not { Loss: null })
            {
                _world.Fail($"{connection.Grant} was lost, although nothing ended it");
            }
        }
    }

    private void Converge()
    {
        if (_world.Failure is not null)
        {
            return;
        }

        _world.Trace.Step(_world.Now, 0, "calm");
        _chaos.IsActive = false;
        foreach (Node node in _nodes[..^1])
        {
            node.PausedUntil = 0;
            _isWanted[node.Number] = true;
            Start(node);
        }

        _world.RunUntil(_world.Now + TimeSpan.FromHours(1).Ticks);
        if (_world.Failure is null)
        {
            _judge.CheckEnd(_records.ListAsync().AsTask().GetAwaiter().GetResult());
        }
    }

    private void Start(Node node)
    {
        if (_processes[node.Number] is null)
        {
            node.ClockOffset = _biases.IsCalm ? TimeSpan.Zero : _world.Between(TimeSpan.FromMinutes(-2), TimeSpan.FromMinutes(2));
            _judge.Started(node);
            _processes[node.Number] = CreateProcess(node, keepsWebhooks: true);
        }
    }

    private HookProcess CreateProcess(Node node, bool keepsWebhooks)
    {
        RuntimeEnvironment environment = new(
            new NodeClock(_world, node), new Random(unchecked((((_seed * 31) + node.Number) * 31) + node.Life)), TaskCreationOptions.None);
        AtlassianOptions options = new()
        {
            ClientId = _app.ClientId,
            ClientSecret = _app.ClientSecret,
            RedirectUri = new Uri("http://127.0.0.1/callback"),
            Scopes = ["read:jira-work", "manage:jira-webhook", "offline_access"],
            Endpoints = new AtlassianEndpoints { AuthorizationServer = _atlassian.AuthorizationOrigin, Gateway = _atlassian.GatewayOrigin },
        };

        // The pauses between repetitions are random numbers of Polly, and end on another thread when the call is canceled.
        options.Resilience.Retry.ShouldHandle = static _ => Polly.PredicateResult.False();
        HookProcess process = new(
            options, _grants, environment, new HookNetwork(_world, node, _atlassian, _chaos, _judge), new TraceLogger(_world, node));
        if (keepsWebhooks)
        {
            process.KeepWebhooks(
                new HookStore(_world, node, _records, _chaos, _judge, _off), () => _judge.Wanted, new HookListener(_world, _chaos));
        }

        return process;
    }

    private void Crash(Node node)
    {
        _world.Trace.Step(_world.Now, node.Number, "crashes");
        End(node);
        _world.Schedule(TimeSpan.FromSeconds(Math.Pow(600, _world.Random.NextDouble())), null, "starts", () =>
        {
            if (_isWanted[node.Number])
            {
                Start(node);
            }
        });
    }

    private void End(Node node)
    {
        _judge.Ended(node);
        _processes[node.Number] = null;
        node.Life++;
        node.PausedUntil = 0;
    }

    private void Act()
    {
        HookConnection connection = _judge.Connections[_world.Random.Next(_judge.Connections.Count)];
        switch (_world.Random.Next(5))
        {
            case 0:
                Withdraw(connection);
                break;

            case 1 or 2:
                Disconnect(connection.Grant);
                break;

            default:
                ChangeDescription();
                _judge.Observe();
                break;
        }
    }

    private void ChangeDescription()
    {
        _descriptions++;
        _judge.Wanted = new JiraWebhookDescription
        {
            Url = new Uri("https://app.example/hooks"),
            JqlFilter = Jql.Query($"project = {$"P{_descriptions}"}"),
            Events = ["jira:issue_created", "jira:issue_updated"],
        };
    }

    private void Withdraw(HookConnection connection)
    {
        _judge.Disconnected(connection.Grant);
        _atlassian.Authorization.Withdraw(_app.ClientId, connection.Account.AccountId);
        Reconnect(connection.Grant);
    }

    private void Disconnect(GrantId grant)
    {
        Node node = _nodes[_world.Random.Next(_biases.Nodes)];
        if (_processes[node.Number] is not { } process)
        {
            return;
        }

        _judge.Disconnected(grant);
        _world.Schedule(TimeSpan.Zero, node, "user disconnects", () => _ = ForgetAsync(process, grant));

        // Later than any pause ends: the process may have ended before the grant was removed.
        _world.Schedule(TimeSpan.FromHours(3), null, "looks again", () => LookAgain(grant));
    }

    private async Task ForgetAsync(HookProcess process, GrantId grant)
    {
        try
        {
            await process.Pipeline.Keeper.ForgetAsync(grant).ConfigureAwait(false);
            Reconnect(grant);
        }
        catch (GrantNotForgottenException exception)
        {
            _world.Fail($"{grant} was not forgotten: {exception}");
        }
    }

    private void LookAgain(GrantId grant)
    {
        if (_judge.Connections.Any(connection => connection.Grant == grant && !connection.IsLive)
            && _grants.FindAsync(grant).AsTask().GetAwaiter().GetResult() is { Loss: null } stored
            && _atlassian.Authorization.Inspect(stored.AccessToken.Reveal()).Token?.Grant is { WithdrawnAt: null })
        {
            _judge.Connected(grant);
        }
    }

    private void Reconnect(GrantId grant)
    {
        if (_world.Chance(0.7))
        {
            TimeSpan after = _world.Between(TimeSpan.FromSeconds(1), _world.Chance(0.5) ? TimeSpan.FromMinutes(5) : TimeSpan.FromDays(5));
            _world.Schedule(after, null, "user connects again", () => Connect(grant));
        }
    }

    private void Connect(GrantId grant)
    {
        if (!_judge.Connections.Any(connection => connection.Grant == grant && connection.IsLive))
        {
            _ = ConnectAsync(grant);
        }
    }

    private async Task ConnectAsync(GrantId grant)
    {
        try
        {
            _atlassian.Authorization.SignedIn = _judge.Connections.First(connection => connection.Grant == grant).Account;
            AuthorizationCodeFlow flow = _office.Pipeline.SignIn;
            AuthorizationRequest request = flow.Begin();
            SimulatedRequest screen = new(SimulatedOrigin.AuthorizationServer, "GET", request.Address.PathAndQuery);
            AuthorizeAnswer answer = _atlassian.Authorization.Authorize(AuthorizeRequest.From(screen.Query));
            await flow.CompleteAsync(request, new Uri(answer.Redirect!), grant).ConfigureAwait(false);
            _judge.Connected(grant);
        }
        catch (Exception exception)
        {
            _world.Fail($"the consent failed: {exception}");
        }
    }
}
