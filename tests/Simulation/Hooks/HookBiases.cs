namespace Leeway.Simulation;

/// <summary>The parameters of one seed: its sites and nodes, and the probability of each fault.</summary>
internal sealed record HookBiases
{
    public bool IsCalm { get; private init; }

    public int Nodes { get; private init; }

    public int Sites { get; private init; }

    public int Accounts { get; private init; }

    /// <summary>Whether a node runs only for a short time every few days.</summary>
    public bool IsSparse { get; private init; }

    /// <summary>Whether Jira lists the webhooks of all users of the app.</summary>
    public bool ListsWholeApp { get; private init; }

    public bool WritesDates { get; private init; }

    /// <summary>The probabilities of faults of a step of a node.</summary>
    public double Crash { get; private init; }

    public double Pause { get; private init; }

    public double ClockJump { get; private init; }

    /// <summary>The probabilities of faults of an operation of the store.</summary>
    public double StoreFails { get; private init; }

    public double StoreAnswerLost { get; private init; }

    public double StoreHangs { get; private init; }

    /// <summary>The probabilities of faults of a call.</summary>
    public double RequestLost { get; private init; }

    public double AnswerLost { get; private init; }

    public double Held { get; private init; }

    public double Overloaded { get; private init; }

    public double ProxyFails { get; private init; }

    public double ConnectionSlow { get; private init; }

    /// <summary>The number of times a day that a user or the application does something.</summary>
    public double ActsPerDay { get; private init; }

    public static HookBiases Draw(Random random)
    {
        bool isCalm = random.NextDouble() < 0.1;
        double faults = isCalm ? 0 : random.NextDouble() < 0.3 ? 3 : 1;
        return new HookBiases
        {
            IsCalm = isCalm,
            Nodes = random.Next(1, 4),
            Sites = random.Next(1, 3),
            Accounts = random.Next(1, 4),
            IsSparse = random.NextDouble() < 0.6,
            ListsWholeApp = random.NextDouble() < 0.5,
            WritesDates = random.NextDouble() < 0.5,
            Crash = Rare(0.003),
            Pause = Rare(0.003),
            ClockJump = Rare(0.001),
            StoreFails = Rare(0.02),
            StoreAnswerLost = Rare(0.02),
            StoreHangs = Rare(0.01),
            RequestLost = Rare(0.03),
            AnswerLost = Rare(0.05),
            Held = Rare(0.03),
            Overloaded = Rare(0.03),
            ProxyFails = Rare(0.03),
            ConnectionSlow = Rare(0.03),
            ActsPerDay = random.NextDouble() * 0.5,
        };

        double Rare(double mean) => random.NextDouble() < 0.3 ? 0 : mean * faults * 2 * random.NextDouble();
    }
}
