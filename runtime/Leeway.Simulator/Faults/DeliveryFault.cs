namespace Leeway.Simulator.Faults;

/// <summary>A fault that affects one attempt to deliver an event to a webhook.</summary>
public sealed record DeliveryFault
{
    private DeliveryFault()
    {
    }

    /// <summary>Whether the connection breaks before the application receives the request.</summary>
    public bool LosesRequest { get; private init; }

    /// <summary>Whether the application receives the request, and its response is lost.</summary>
    public bool LosesAnswer { get; private init; }

    /// <summary>How often the request is sent in addition.</summary>
    public int Copies { get; private init; }

    /// <summary>How much later, by the simulator's clock, the request is sent.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>Whether everything else that is due is sent first.</summary>
    public bool IsSentLast { get; private init; }

    /// <summary>The connection breaks before the application receives the request, which is sent again some minutes later.</summary>
    public static DeliveryFault LoseRequest { get; } = new() { LosesRequest = true };

    /// <summary>The application receives the request, but its response is lost, so that the request is sent again some minutes later.</summary>
    public static DeliveryFault LoseAnswer { get; } = new() { LosesAnswer = true };

    /// <summary>Everything else that is due is sent first, so that events arrive in another order.</summary>
    public static DeliveryFault SendLast { get; } = new() { IsSentLast = true };

    /// <summary>The same request is sent several times.</summary>
    /// <param name="copies">How often it is sent in addition.</param>
    public static DeliveryFault Duplicate(int copies = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(copies);
        return new DeliveryFault { Copies = copies };
    }

    /// <summary>The request is sent later.</summary>
    /// <param name="delay">How much later, by the simulator's clock.</param>
    public static DeliveryFault Hold(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delay, TimeSpan.Zero);
        return new DeliveryFault { Delay = delay };
    }
}
