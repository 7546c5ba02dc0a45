using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore.Webhooks;

internal static partial class WebhookLog
{
    private const int MaxNameLength = 64;

    [LoggerMessage(6101, LogLevel.Warning, "A webhook was refused, because {Reason}.")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(6102, LogLevel.Warning, "The webhook '{Identifier}' was answered with status 503, because {Capacity} deliveries wait to be handled. Atlassian sends it again.")]
    public static partial void Full(ILogger logger, string identifier, int capacity);

    [LoggerMessage(6103, LogLevel.Error, "The webhook '{Identifier}' was answered with status 503, because it could not be stored. Atlassian sends it again.")]
    public static partial void NotStored(ILogger logger, string identifier, Exception exception);

    [LoggerMessage(6104, LogLevel.Warning, "Attempt {Attempt} to handle the webhook '{Identifier}' ({Event}) failed. It is handled again in {Delay}.")]
    public static partial void Failed(ILogger logger, int attempt, string identifier, string @event, TimeSpan delay, Exception exception);

    [LoggerMessage(6105, LogLevel.Error, "Attempt {Attempt} to handle the webhook '{Identifier}' ({Event}) failed, and was the last one.")]
    public static partial void Dead(ILogger logger, int attempt, string identifier, string @event, Exception exception);

    [LoggerMessage(6106, LogLevel.Error, "OnDeadLetter failed for the webhook '{Identifier}'. It is called again in {Delay}.")]
    public static partial void DeadLetterFailed(ILogger logger, string identifier, TimeSpan delay, Exception exception);

    [LoggerMessage(6107, LogLevel.Warning, "The webhook '{Identifier}' was handled, but its claim had ended, so it may be handled again. Handlers took longer than WebhookOptions.HandlerTimeout.")]
    public static partial void ClaimEnded(ILogger logger, string identifier);

    [LoggerMessage(6108, LogLevel.Error, "Webhooks that are due could not be read from the store. It is read again within {Delay}.")]
    public static partial void StoreFailed(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(6109, LogLevel.Debug, "A duplicate of the webhook '{Identifier}' was received and is not handled again.")]
    public static partial void Duplicate(ILogger logger, string identifier);

    [LoggerMessage(6110, LogLevel.Error, "The result of an attempt to handle the webhook '{Identifier}' could not be stored. It is handled again when its claim ends, in {Delay} at the latest.")]
    public static partial void NotRecorded(ILogger logger, string identifier, TimeSpan delay, Exception exception);

    [LoggerMessage(6111, LogLevel.Error, "Old webhooks could not be deleted from the store. They are deleted in {Delay}.")]
    public static partial void NotForgotten(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(6112, LogLevel.Warning, "A handler or OnDeadLetter that did not end when it was canceled has failed later, for the webhook '{Identifier}'.")]
    public static partial void AbandonedFailed(ILogger logger, string identifier, Exception exception);

    [LoggerMessage(6113, LogLevel.Warning, "Webhooks could not be prepared before the application accepts requests. The first ones may be answered late, or with status 503 if their store does not work.")]
    public static partial void NotWarmedUp(ILogger logger, Exception exception);

    /// <summary>Returns the name of an event as text for a message: a delivery can contain any name.</summary>
    public static string Describe(string name) => string.Create(
        Math.Min(name.Length, MaxNameLength),
        name,
        static (text, name) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = name[i] is >= ' ' and <= '~' ? name[i] : '?';
            }
        });
}
