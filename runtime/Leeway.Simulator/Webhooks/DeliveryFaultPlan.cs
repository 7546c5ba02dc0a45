using Leeway.Simulator.Faults;

namespace Leeway.Simulator.Webhooks;

/// <summary>The faults for future deliveries to webhooks. Rules are evaluated in the order in which they were added.</summary>
public sealed class DeliveryFaultPlan
{
    private readonly FaultRules<DeliveryFault, SimulatedDelivery> _rules = new();

    internal DeliveryFaultPlan()
    {
    }

    /// <summary>Adds a fault for attempts to deliver.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="when">Selects the deliveries; <see langword="null"/> for all.</param>
    /// <param name="times">The number of attempts to affect.</param>
    public void Add(DeliveryFault fault, Func<SimulatedDelivery, bool>? when = null, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _rules.Add(fault, when, times);
    }

    /// <summary>Removes every rule.</summary>
    public void Clear() => _rules.Clear();

    internal DeliveryFault? Take(SimulatedDelivery delivery) => _rules.Take(delivery);
}
