namespace Leeway.AspNetCore.Webhooks;

/// <summary>A delivery was attempted as often as it may be, and the result of the last attempt is not known.</summary>
internal sealed class WebhookResultUnknownException(int attempts) : LeewayException(
    $"The delivery was attempted {attempts} times, and is not handled again. Why its last attempt failed is not known any more: "
    + "the process ended before it recorded the result, or OnDeadLetter failed. See the log of that time.");
