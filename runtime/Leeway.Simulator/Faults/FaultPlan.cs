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

    /// <summary>Lets calls of one operation fail, whichever way they come: through the gateway, or to a site itself.</summary>
    /// <param name="fault">How.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path as Atlassian's reference writes it, such as <c>/rest/api/3/issue/{issueIdOrKey}</c>.</param>
    /// <param name="times">How many of them.</param>
    public void AddForOperation(Fault fault, string method, string route, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(route);
        string[] pattern = route.Split('/')[1..];
        Add(fault, request => request.Method == method && IsOn(pattern, request), times);
    }

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

    private static bool IsOn(string[] pattern, SimulatedRequest request)
    {
        string[] path = request.Path.Split('/')[1..];
        if (request.Origin == SimulatedOrigin.Gateway && path is ["ex", _, _, .. var rest])
        {
            path = rest;
        }
        else if (request.Origin != SimulatedOrigin.Site)
        {
            return false;
        }

        bool isOn = path.Length == pattern.Length;
        for (int i = 0; isOn && i < path.Length; i++)
        {
            isOn = pattern[i].StartsWith('{') || pattern[i] == path[i];
        }

        return isOn;
    }

    private sealed class Rule(Fault fault, Func<SimulatedRequest, bool>? when, int times)
    {
        public Fault Fault => fault;

        public Func<SimulatedRequest, bool>? When => when;

        public int Remaining { get; set; } = times;
    }
}
