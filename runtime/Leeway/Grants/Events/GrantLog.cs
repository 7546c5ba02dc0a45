using Microsoft.Extensions.Logging;

namespace Leeway.Grants;

internal static partial class GrantLog
{
    [LoggerMessage(1001, LogLevel.Debug, "Grant {GrantId} was refreshed; its access token expires at {ExpiresAt}.", EventName = "GrantRotated")]
    public static partial void Rotated(ILogger logger, string grantId, DateTimeOffset expiresAt);

    [LoggerMessage(1002, LogLevel.Warning, "Grant {GrantId} has been in doubt since {Since}; its refresh token is sent again.", EventName = "GrantRecovering")]
    public static partial void Recovering(ILogger logger, string grantId, DateTimeOffset since);

    [LoggerMessage(1003, LogLevel.Warning, "Grant {GrantId} could not be refreshed: {Detail}.", EventName = "GrantUnavailable")]
    public static partial void Unavailable(ILogger logger, string grantId, string detail, Exception? exception);

    [LoggerMessage(1004, LogLevel.Error, "Grant {GrantId} was refreshed, but could not be written to the store; it is kept in memory and will be written again.", EventName = "GrantUnwritten")]
    public static partial void Unwritten(ILogger logger, string grantId, Exception exception);

    [LoggerMessage(1005, LogLevel.Error, "Grant {GrantId} is lost (inferred reason: {Reason}). {Evidence}", EventName = "GrantLost")]
    public static partial void Lost(ILogger logger, string grantId, GrantLossReason reason, string evidence);

    [LoggerMessage(1006, LogLevel.Error, "The authorization server refuses the app: {Words}. Check the client id and secret, and whether the app is active and may use this grant type.", EventName = "ClientMisconfigured")]
    public static partial void Misconfigured(ILogger logger, string words);

    [LoggerMessage(1007, LogLevel.Error, "The grant store failed for grant {GrantId}: {Detail}.", EventName = "GrantStoreFailed")]
    public static partial void StoreFailed(ILogger logger, string grantId, string detail, Exception exception);

    [LoggerMessage(1008, LogLevel.Warning, "The service account could not get a token: {Detail}.", EventName = "ServiceAccountUnavailable")]
    public static partial void ServiceAccountUnavailable(ILogger logger, string detail, Exception? exception);

    [LoggerMessage(1009, LogLevel.Error, "An event handler failed for the event {Event} of grant {GrantId}.", EventName = "GrantEventHandlerFailed")]
    public static partial void EventHandlerFailed(ILogger logger, string grantId, string @event, Exception exception);

    [LoggerMessage(1010, LogLevel.Warning, "Idle grant {GrantId} could not be refreshed to keep it alive; it is tried again later.", EventName = "GrantNotKeptAlive")]
    public static partial void NotKeptAlive(ILogger logger, string grantId, Exception? exception);

    [LoggerMessage(1011, LogLevel.Error, "The grants that are due for a refresh could not be listed: {Detail}.", EventName = "GrantListingFailed")]
    public static partial void ListingFailed(ILogger logger, string detail, Exception exception);

    [LoggerMessage(1012, LogLevel.Information, "Grant {GrantId} was forgotten and removed from the store.", EventName = "GrantForgotten")]
    public static partial void Forgotten(ILogger logger, string grantId);

    [LoggerMessage(1013, LogLevel.Information, "Grant {GrantId} was removed while it was being refreshed; the new tokens are discarded.", EventName = "GrantDiscarded")]
    public static partial void Discarded(ILogger logger, string grantId);
}
