using Leeway.Grants;

namespace Leeway.Simulation;

/// <summary>Injects faults with the probabilities of the seed, and records which nodes they affect.</summary>
internal sealed class Chaos(World world, Biases biases, Disturbances disturbances)
{
    private long _storeOutageEnds;
    private long _networkOutageEnds;

    /// <summary>Whether faults are injected now.</summary>
    public bool IsActive { get; set; }

    /// <summary>Crashes a node.</summary>
    public required Action<Node> Crash { get; init; }

    /// <summary>Called when a node has dropped the grant from its memory.</summary>
    public required Action<Node> LetGo { get; init; }

    public bool MayRun(ScheduledEvent next)
    {
        Node node = next.Node!;
        if (world.Chance(biases.RetiresIdle) && node.Process?.Pipeline.Keeper is { } keeper)
        {
            keeper.RetireIdle();
            if (keeper.FindKnown(GrantId.Default) is null)
            {
                LetGo(node);
            }
        }

        if (!IsActive)
        {
            return true;
        }

        if (world.Chance(biases.Crash))
        {
            Crash(node);
            return false;
        }

        if (world.Chance(biases.ClockJump))
        {
            TimeSpan jump = world.Between(-biases.LongestJump, biases.LongestJump);
            node.ClockOffset += jump;
            world.Trace.Step(world.Now, node.Number, "clock jumps");
            world.Trace.Say(world.Now, node.Number, $"by {jump}, now off by {node.ClockOffset}");
            disturbances.ClockMoved();
        }

        if (world.Chance(biases.Pause))
        {
            TimeSpan pause = TimeSpan.FromSeconds(Math.Pow(900, world.Random.NextDouble()));
            node.PausedUntil = world.Now + pause.Ticks;
            world.Trace.Step(world.Now, node.Number, "pauses");
            world.Trace.Say(world.Now, node.Number, $"for {pause}");
            disturbances.Add(node, world.Now, node.PausedUntil);
            return false;
        }

        return true;
    }

    /// <summary>Starts an outage, with the probability of the seed.</summary>
    public void BeginRound()
    {
        if (IsActive && world.Chance(biases.Outage))
        {
            _storeOutageEnds = world.Now + world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(9)).Ticks;
            world.Trace.Step(world.Now, 0, "store outage");
        }

        if (IsActive && world.Chance(biases.Outage))
        {
            _networkOutageEnds = world.Now + world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(9)).Ticks;
            world.Trace.Step(world.Now, 0, "network outage");
        }
    }

    public StoreFault DrawForStore(Node node, bool isWrite)
    {
        if (!IsActive)
        {
            return StoreFault.None;
        }

        StoreFault fault =
            world.Now < _storeOutageEnds ? StoreFault.Fails
            : world.Chance(isWrite ? biases.StoreWriteFails : biases.StoreReadFails) ? StoreFault.Fails
            : isWrite && world.Chance(biases.StoreAnswerLost) ? StoreFault.AnswerLost
            : world.Chance(biases.StoreHangs) ? StoreFault.Hangs
            : StoreFault.None;
        if (fault != StoreFault.None)
        {
            // A hanging operation times out after ten seconds.
            disturbances.Add(node, world.Now, world.Now + TimeSpan.FromSeconds(12).Ticks);
        }

        return fault;
    }

    /// <summary>Returns the additional delay before an operation of the store takes effect.</summary>
    public TimeSpan DrawStoreDelay(Node node)
    {
        if (!IsActive || !world.Chance(biases.StoreSlow))
        {
            return TimeSpan.Zero;
        }

        TimeSpan delay = world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(8));
        disturbances.Add(node, world.Now, world.Now + delay.Ticks);
        return delay;
    }

    public NetworkFault DrawForTokenEndpoint(Node node)
    {
        if (!IsActive)
        {
            return NetworkFault.None;
        }

        NetworkFault fault =
            world.Now < _networkOutageEnds || world.Chance(biases.NoConnection)
                ? (world.Chance(0.5) ? NetworkFault.ConnectionRefused : NetworkFault.ConnectionSilent)
            : world.Chance(biases.ConnectionSlow) ? NetworkFault.ConnectionSlow
            : world.Chance(biases.RequestLost) ? NetworkFault.RequestLost
            : world.Chance(biases.AnswerLost) ? NetworkFault.AnswerLost
            : world.Chance(biases.RequestHeld) ? NetworkFault.RequestHeld
            : world.Chance(biases.AnswerHeld) ? NetworkFault.AnswerHeld
            : world.Chance(biases.Overloaded) ? NetworkFault.Overloaded
            : world.Chance(biases.ProxyFails) ? NetworkFault.ProxyFails
            : NetworkFault.None;
        if (fault != NetworkFault.None)
        {
            // A missing response times out after twenty seconds.
            disturbances.Add(node, world.Now, world.Now + TimeSpan.FromSeconds(22).Ticks, isNetwork: true);
        }

        return fault;
    }

    public bool DrawForGateway(out bool isLost)
    {
        isLost = IsActive && world.Chance(biases.RequestLost / 4);
        return IsActive && world.Chance(biases.FalseUnauthorized);
    }

    /// <summary>Whether the next refresh returns no refresh token.</summary>
    public bool DrawOmission() => IsActive && world.Chance(biases.RefreshTokenOmitted);
}
