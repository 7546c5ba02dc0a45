using System.Net;
using Leeway.Paging;
using Microsoft.Extensions.Options;

namespace Leeway.Cli.Calling;

/// <summary>Explains why a call failed, and returns the exit code for the cause.</summary>
internal static class CallFailure
{
    /// <summary>Whether an exception is a failure of a call, and not a mistake in the tool.</summary>
    public static bool IsOne(Exception exception) => exception is LeewayException or OptionsValidationException or ArgumentException or IOException or UnauthorizedAccessException;

    /// <summary>Returns the failure as an exception with its exit code.</summary>
    public static InputException Explain(Exception exception) => new(exception.Message, GetExitCode(exception));

    public static int GetExitCode(Exception exception) => exception switch
    {
        OutcomeUnknownException => ExitCode.OutcomeUnknown,
        MissingScopeException => ExitCode.Forbidden,
        AuthenticationFailedException or ClientCredentialsRefusedException or ReauthorizationRequiredException => ExitCode.NotSignedIn,
        RateLimitedException => ExitCode.RateLimited,
        UnreadableSuccessException or PagingException => ExitCode.Incomplete,
        AtlassianApiException response => GetExitCode(response.Status),
        NoResponseException or TokenUnavailableException => ExitCode.NoResponse,
        GrantException or SiteSelectionException => ExitCode.NotSignedIn,
        _ => ExitCode.Failure,
    };

    private static int GetExitCode(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ExitCode.NotSignedIn,
        HttpStatusCode.Forbidden => ExitCode.Forbidden,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ExitCode.NotFound,
        HttpStatusCode.TooManyRequests => ExitCode.RateLimited,
        >= HttpStatusCode.InternalServerError => ExitCode.ServerFailed,
        _ => ExitCode.Refused,
    };
}
