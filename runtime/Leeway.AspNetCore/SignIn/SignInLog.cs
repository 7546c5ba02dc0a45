using Microsoft.Extensions.Logging;

namespace Leeway.AspNetCore;

/// <summary>The log of sign-ins. It contains no text from callbacks.</summary>
internal static partial class SignInLog
{
    [LoggerMessage(2001, LogLevel.Information, "Grant {GrantId} was connected.", EventName = "SignInCompleted")]
    public static partial void Completed(ILogger logger, string grantId);

    [LoggerMessage(2002, LogLevel.Warning, "A sign-in request was rejected: {Problem}.", EventName = "SignInRejected")]
    public static partial void Rejected(ILogger logger, SignInProblem problem);

    [LoggerMessage(2003, LogLevel.Warning, "The sign-in of grant {GrantId} failed: {Problem}.", EventName = "SignInFailed")]
    public static partial void Failed(ILogger logger, string grantId, SignInProblem problem, Exception? exception);

    [LoggerMessage(2004, LogLevel.Error, "Atlassian refused the request for the consent of grant {GrantId} with the error {Error}. Compare the scopes and the redirect address with the developer console.", EventName = "ConsentRequestRefused")]
    public static partial void RequestRefused(ILogger logger, string grantId, string error);

    [LoggerMessage(2005, LogLevel.Information, "Grant {GrantId} was disconnected by its user.", EventName = "SignInDisconnected")]
    public static partial void Disconnected(ILogger logger, string grantId);

    [LoggerMessage(2006, LogLevel.Warning, "The sites of grant {GrantId} could not be listed.", EventName = "SignInSitesUnavailable")]
    public static partial void SitesUnavailable(ILogger logger, string grantId, Exception exception);

    [LoggerMessage(2007, LogLevel.Error, "The state of grant {GrantId} could not be read.", EventName = "SignInHealthUnavailable")]
    public static partial void HealthUnavailable(ILogger logger, string grantId, Exception exception);

    [LoggerMessage(2008, LogLevel.Information, "The user declined to connect grant {GrantId}.", EventName = "SignInDeclined")]
    public static partial void Declined(ILogger logger, string grantId);
}
