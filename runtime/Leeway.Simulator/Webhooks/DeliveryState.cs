namespace Leeway.Simulator.Webhooks;

/// <summary>What happened to a delivery.</summary>
public enum DeliveryState
{
    /// <summary>It is sent when it is due.</summary>
    Waiting,

    /// <summary>The application answered with a status that means success.</summary>
    Delivered,

    /// <summary>It is not sent again: the application refused it, or every attempt failed.</summary>
    GivenUp,
}
