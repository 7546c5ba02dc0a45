using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Faults;

/// <summary>What is to go wrong with coming requests. Rules are tried in the order they were added.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Rule> _rules = [];

    /// <summary>Lets requests fail.</summary>
    /// <param name="fault">How.</param>
    /// <param name="when">Which requests; <see langword="null"/> for every one.</param>
    /// <param name="times">How many of them.</param>
    public void Add(Fault fault, Func<SimulatedRequest, bool>? when = null, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_lock)
        {
            _rules.Add(new Rule(fault, when, times));
        }
    }

    /// <summary>Lets requests to the token endpoint fail.</summary>
    /// <param name="fault">How.</param>
    /// <param name="times">How many of them.</param>
    public void AddForTokenEndpoint(Fault fault, int times = 1) =>
        Add(fault, static request => request.Origin == SimulatedOrigin.AuthorizationServer && request.Path == "/oauth/token", times);

    /// <summary>Lets requests to the gateway fail.</summary>
    /// <param name="fault">How.</param>
    /// <param name="times">How many of them.</param>
    public void AddForGateway(Fault fault, int times = 1) =>
        Add(fault, static request => request.Origin == SimulatedOrigin.Gateway, times);

    /// <summary>Forgets every rule.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
        }
    }

    /// <summary>Takes the fault that is due for a request.</summary>
    /// <param name="request">The request.</param>
    public Fault? Take(SimulatedRequest request)
    {
        lock (_lock)
        {
            for (int i = 0; i < _rules.Count; i++)
            {
                Rule rule = _rules[i];
                if (rule.When is null || rule.When(request))
                {
                    if (--rule.Remaining <= 0)
                    {
                        _rules.RemoveAt(i);
                    }

                    return rule.Fault;
                }
            }

            return null;
        }
    }

    private sealed class Rule(Fault fault, Func<SimulatedRequest, bool>? when, int times)
    {
        public Fault Fault => fault;

        public Func<SimulatedRequest, bool>? When => when;

        public int Remaining { get; set; } = times;
    }
}
