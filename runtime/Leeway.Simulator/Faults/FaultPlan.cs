using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Faults;

/// <summary>The faults for future requests. Rules are evaluated in the order in which they were added.</summary>
public sealed class FaultPlan
{
    private readonly FaultRules<Fault, SimulatedRequest> _rules = new();

    /// <summary>Adds a fault for requests.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="when">Selects the requests; <see langword="null"/> for all.</param>
    /// <param name="times">The number of requests to affect.</param>
    public void Add(Fault fault, Func<SimulatedRequest, bool>? when = null, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _rules.Add(fault, when, times);
    }

    /// <summary>Adds a fault for requests to the token endpoint.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of requests to affect.</param>
    public void AddForTokenEndpoint(Fault fault, int times = 1) =>
        Add(fault, static request => request.Origin == SimulatedOrigin.AuthorizationServer && request.Path == "/oauth/token", times);

    /// <summary>Adds a fault for requests to the gateway.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="times">The number of requests to affect.</param>
    public void AddForGateway(Fault fault, int times = 1) =>
        Add(fault, static request => request.Origin == SimulatedOrigin.Gateway, times);

    /// <summary>Adds a fault for calls of one operation, through the gateway or directly to a site.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="route">The path as Atlassian's reference writes it, such as <c>/rest/api/3/issue/{issueIdOrKey}</c>.</param>
    /// <param name="times">The number of requests to affect.</param>
    public void AddForOperation(Fault fault, string method, string route, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(route);
        string[] pattern = route.Split('/')[1..];
        Add(fault, request => request.Method == method && Matches(pattern, request), times);
    }

    /// <summary>Removes every rule.</summary>
    public void Clear() => _rules.Clear();

    /// <summary>Returns the fault for a request, if any, and counts it.</summary>
    /// <param name="request">The request.</param>
    public Fault? Take(SimulatedRequest request) => _rules.Take(request);

    private static bool Matches(string[] pattern, SimulatedRequest request)
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

        bool matches = path.Length == pattern.Length;
        for (int i = 0; matches && i < path.Length; i++)
        {
            matches = pattern[i].StartsWith('{') || pattern[i] == path[i];
        }

        return matches;
    }
}
