namespace Leeway.Simulation;

/// <summary>Injects faults with the probabilities of the seed.</summary>
internal sealed class HookChaos(World world, HookBiases biases, HookJudge judge)
{
    /// <summary>Whether faults are injected now.</summary>
    public bool IsActive { get; set; }

    /// <summary>Crashes a node.</summary>
    public required Action<Node> Crash { get; init; }

    public bool MayRun(ScheduledEvent next)
    {
        Node node = next.Node!;
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
            node.ClockOffset = world.Between(TimeSpan.FromMinutes(-3), TimeSpan.FromMinutes(3));
            world.Trace.Step(world.Now, node.Number, "clock jumps");
        }

        if (world.Chance(biases.Pause))
        {
            // Up to two hours, which is longer than any lease or time limit.
            node.PausedUntil = world.Now + TimeSpan.FromSeconds(Math.Pow(7_200, world.Random.NextDouble())).Ticks;
            world.Trace.Step(world.Now, node.Number, "pauses");
            judge.Disturb(node, node.PausedUntil);
            return false;
        }

        return true;
    }

    public StoreFault DrawForStore(Node node, bool isWrite)
    {
        StoreFault fault = !IsActive ? StoreFault.None
            : world.Chance(biases.StoreFails) ? StoreFault.Fails
            : isWrite && world.Chance(biases.StoreAnswerLost) ? StoreFault.AnswerLost
            : world.Chance(biases.StoreHangs) ? StoreFault.Hangs
            : StoreFault.None;
        if (fault != StoreFault.None)
        {
            world.Trace.Say(world.Now, node.Number, $"store fault {fault}");
            judge.Disturb(node, world.Now);
        }

        return fault;
    }

    public NetworkFault DrawForCall(Node node)
    {
        NetworkFault fault = !IsActive ? NetworkFault.None
            : world.Chance(biases.ConnectionSlow) ? NetworkFault.ConnectionSlow
            : world.Chance(biases.RequestLost) ? NetworkFault.RequestLost
            : world.Chance(biases.AnswerLost) ? NetworkFault.AnswerLost
            : world.Chance(biases.Held / 2) ? NetworkFault.RequestHeld
            : world.Chance(biases.Held / 2) ? NetworkFault.AnswerHeld
            : world.Chance(biases.Overloaded) ? NetworkFault.Overloaded
            : world.Chance(biases.ProxyFails) ? NetworkFault.ProxyFails
            : NetworkFault.None;
        if (fault != NetworkFault.None)
        {
            world.Trace.Say(world.Now, node.Number, $"fault {fault}");
            judge.Disturb(node, world.Now);
        }

        return fault;
    }
}
