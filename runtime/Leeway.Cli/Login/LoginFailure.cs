using Microsoft.Extensions.Options;

namespace Leeway.Cli.Login;

/// <summary>Explains why a login failed.</summary>
internal static class LoginFailure
{
    public static bool IsOne(Exception exception) => exception is LeewayException or OptionsValidationException or ArgumentException;

    public static InputException Explain(Exception exception) => new(
        exception.Message,
        exception switch
        {
            NoResponseException or TokenUnavailableException => ExitCode.NoResponse,
            GrantException or AuthenticationFailedException or SiteSelectionException => ExitCode.NotSignedIn,
            _ => ExitCode.Failure,
        });
}
