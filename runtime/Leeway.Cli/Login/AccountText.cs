using System.Net;
using Leeway.Calls;
using Leeway.Jira;

namespace Leeway.Cli.Login;

/// <summary>Finds out whose login a connection has.</summary>
internal static class AccountText
{
    /// <summary>Returns the name, the email address and the id of the account; null if the login may not read them, or the site has no Jira.</summary>
    /// <exception cref="AuthenticationFailedException">The login was not accepted.</exception>
    public static async Task<string?> FindAsync(AtlassianCaller caller, CancellationToken cancellationToken)
    {
        try
        {
            User user = await new JiraClient(caller).Myself.GetCurrentUserAsync(cancellationToken: cancellationToken);
            string email = string.IsNullOrEmpty(user.EmailAddress) ? "" : $" <{user.EmailAddress}>";
            return $"{user.DisplayName}{email} ({user.AccountId})";
        }
        catch (AtlassianApiException exception) when (exception is MissingScopeException || exception.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
