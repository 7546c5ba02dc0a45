using System.CommandLine;
using Leeway.Calls;

namespace Leeway.Cli.Login;

/// <summary>The options of a command that calls Atlassian: the profile, and the site.</summary>
internal sealed class ConnectionOptions
{
    public const string ProfileVariable = "LEEWAY_PROFILE";
    public const string SiteVariable = "ATLASSIAN_SITE";
    public const string EmailVariable = "ATLASSIAN_EMAIL";
    public const string TokenVariable = "ATLASSIAN_API_TOKEN";

    private readonly Option<string?> _profile = new("--profile") { Description = $"The profile. Default: the variable {ProfileVariable}, or the default profile.", HelpName = "NAME" };
    private readonly Option<string?> _site = new("--site") { Description = "The address, name or cloud id of the site. Default: that of the profile.", HelpName = "SITE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_profile);
        command.Options.Add(_site);
    }

    /// <summary>Opens a connection with the login of the profile, or with the variables of an API token.</summary>
    /// <exception cref="InputException">There is no login.</exception>
    public async Task<CallConnection> OpenAsync(ParseResult result, ToolEnvironment environment, CancellationToken cancellationToken)
    {
        if (environment.Caller is { } caller)
        {
            return CallConnection.Of(caller);
        }

        (Profile profile, ProfileStore? store) = Find(result, environment) ?? throw new InputException(
            $"You are not signed in. Run 'leeway login', or set the variables {SiteVariable}, {EmailVariable} and {TokenVariable}.", ExitCode.NotSignedIn);
        string secret = store is null ? environment.FindVariable(TokenVariable)! : await store.ReadSecretAsync(profile, cancellationToken);
        return CallConnection.Open(profile, secret, profile.Method == LoginMethod.Browser ? store!.OpenGrants() : null);
    }

    /// <summary>Returns the site that calls go to, for messages.</summary>
    public string DescribeSite(ParseResult result, ToolEnvironment environment) => Find(result, environment)?.Profile.Site ?? "the site";

    /// <summary>Returns the address before the route of an operation, as far as it is known without a request.</summary>
    /// <exception cref="InputException">The login is not for the host of the operation.</exception>
    public string DescribeOrigin(ParseResult result, ToolEnvironment environment, OperationDescriptor operation)
    {
        Profile? profile = environment.Caller is null ? Find(result, environment)?.Profile : null;
        profile?.RequireHost(operation.Id, operation.Server);

        // Without a login, the address is that of a login with the browser.
        return (profile ?? new Profile(Profile.UsualName, LoginMethod.Browser)).DescribeOrigin(operation);
    }

    /// <summary>Finds the profile, and the store that has its secret; null for the variables. Null if there is no login.</summary>
    private (Profile Profile, ProfileStore? Store)? Find(ParseResult result, ToolEnvironment environment)
    {
        string? name = result.GetValue(_profile) ?? environment.FindVariable(ProfileVariable);
        if (name is null && environment.FindVariable(TokenVariable) is not null)
        {
            return (ReadVariables(result, environment), null);
        }

        ProfileStore store = ProfileStore.Open(environment);
        if ((name ?? store.DefaultName) is not { } found)
        {
            return null;
        }

        Profile profile = store.Get(found);
        return (profile with { Site = result.GetValue(_site) ?? profile.Site }, store);
    }

    private Profile ReadVariables(ParseResult result, ToolEnvironment environment) => new("variables", LoginMethod.ApiToken)
    {
        Site = result.GetValue(_site) ?? Require(SiteVariable, "the address of your site, such as https://example.atlassian.net", environment),
        Email = Require(EmailVariable, "the email address of your account", environment),
    };

    private static string Require(string variable, string meaning, ToolEnvironment environment) =>
        environment.FindVariable(variable) ?? throw new InputException($"Set the variable {variable} to {meaning}.", ExitCode.NotSignedIn);
}
