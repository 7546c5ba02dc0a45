using Microsoft.Extensions.Logging;

namespace Leeway.Webhooks;

internal static partial class KeptWebhookLog
{
    [LoggerMessage(1301, LogLevel.Information, "The webhook {WebhookId} of grant {GrantId} at site {CloudId} was registered.", EventName = "KeptWebhookRegistered")]
    public static partial void Registered(ILogger logger, long? webhookId, string grantId, string cloudId);

    [LoggerMessage(1302, LogLevel.Debug, "The webhook {WebhookId} of grant {GrantId} at site {CloudId} was extended until {ExpiresAt}.", EventName = "KeptWebhookExtended")]
    public static partial void Extended(ILogger logger, long? webhookId, string grantId, string cloudId, DateTimeOffset? expiresAt);

    [LoggerMessage(1303, LogLevel.Error, "The webhook {WebhookId} of grant {GrantId} at site {CloudId} expired at {ExpiresAt}. Events since then were not delivered.", EventName = "KeptWebhookExpired")]
    public static partial void Expired(ILogger logger, long? webhookId, string grantId, string cloudId, DateTimeOffset? expiresAt);

    [LoggerMessage(1304, LogLevel.Information, "The webhook {WebhookId} of grant {GrantId} at site {CloudId} was deleted.", EventName = "KeptWebhookDeleted")]
    public static partial void Deleted(ILogger logger, long? webhookId, string grantId, string cloudId);

    [LoggerMessage(1305, LogLevel.Warning, "The webhook of grant {GrantId} at site {CloudId} could not be kept: {Problem} It is tried again.", EventName = "KeptWebhookFailed")]
    public static partial void Failed(ILogger logger, string grantId, string cloudId, string problem, Exception? exception);

    [LoggerMessage(1306, LogLevel.Information, "The webhook of grant {GrantId} at site {CloudId} is kept again.", EventName = "KeptWebhookRecovered")]
    public static partial void Recovered(ILogger logger, string grantId, string cloudId);

    [LoggerMessage(1307, LogLevel.Error, "An event handler failed for the event {Change} of the webhook of grant {GrantId}.", EventName = "KeptWebhookEventHandlerFailed")]
    public static partial void EventHandlerFailed(ILogger logger, KeptWebhookChange change, string grantId, Exception exception);

    [LoggerMessage(1308, LogLevel.Error, "The webhooks could not be checked, because the stores of grants or of kept webhooks failed. They are checked again in {Delay}.", EventName = "KeptWebhooksNotChecked")]
    public static partial void NotChecked(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1309, LogLevel.Warning, "The webhooks of grant {GrantId} could not be deleted before it was forgotten. They expire by themselves.", EventName = "KeptWebhooksLeft")]
    public static partial void Left(ILogger logger, string grantId, Exception exception);
}
