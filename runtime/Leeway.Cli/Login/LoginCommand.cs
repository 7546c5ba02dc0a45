using System.CommandLine;
using Leeway.Grants;
using Leeway.Sites;

namespace Leeway.Cli.Login;

/// <summary>The <c>leeway login</c> command: signs in, and keeps the login as a profile.</summary>
internal sealed class LoginCommand
{
    public const string Description = "Sign in with the browser, or with an API token, and keep the login as a profile.";

    private const string ClientIdVariable = "ATLASSIAN_CLIENT_ID";
    private const string ClientSecretVariable = "ATLASSIAN_CLIENT_SECRET";
    private const int UsualPort = 8400;
    private const string UsualScopes = "read:me,read:jira-user,read:jira-work,write:jira-work,offline_access";

    private readonly ToolEnvironment _environment;
    private readonly Option<string> _profile = new("--profile") { Description = "The name of the profile.", HelpName = "NAME", DefaultValueFactory = static _ => Profile.UsualName };
    private readonly Option<bool> _default = new("--default") { Description = "Use this profile if a command names none. The first profile is in any case." };
    private readonly Option<bool> _apiToken = new("--api-token") { Description = "Use an API token of your account." };
    private readonly Option<bool> _withScopes = new("--with-scopes") { Description = "The API token has scopes, so that calls go through Atlassian's gateway." };
    private readonly Option<bool> _accessToken = new("--access-token") { Description = "Use an access token or an API key that is sent as a bearer token, such as that of an organization or of Bitbucket." };
    private readonly Option<bool> _tokenStdin = new("--token-stdin") { Description = $"Read the token, or the secret of the client, from the standard input. Without it: from the variable {ConnectionOptions.TokenVariable} or {ClientSecretVariable}, or from a prompt." };
    private readonly Option<string?> _site = new("--site") { Description = $"The site, such as https://example.atlassian.net. Default: the variable {ConnectionOptions.SiteVariable}.", HelpName = "SITE" };
    private readonly Option<string?> _email = new("--email") { Description = $"The email address of the account, for an API token. Default: the variable {ConnectionOptions.EmailVariable}.", HelpName = "EMAIL" };
    private readonly Option<Uri?> _server = CreateAddress("--server", "The address of a host that is not a site, such as https://api.bitbucket.org/2.0.");
    private readonly Option<string?> _clientId = new("--client-id") { Description = $"The client id of your app in the developer console, for the browser. Default: the variable {ClientIdVariable}.", HelpName = "ID" };
    private readonly Option<string> _scopes = new("--scopes") { Description = "The scopes to ask for, separated by commas, semicolons or spaces.", HelpName = "SCOPES", DefaultValueFactory = static _ => UsualScopes };
    private readonly Option<int> _port = new("--callback-port") { Description = "The port for the callback of the browser. Your app needs the callback address http://127.0.0.1:PORT/callback.", HelpName = "PORT", DefaultValueFactory = static _ => UsualPort };
    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "Print the address of the consent page, and open no browser." };
    private readonly Option<Uri?> _authorizationServer = CreateAddress("--authorization-server", "The authorization server, for a simulator.");
    private readonly Option<Uri?> _gateway = CreateAddress("--gateway", "The gateway, for a simulator.");

    private LoginCommand(ToolEnvironment environment)
    {
        _environment = environment;
    }

    public static Command Create(ToolEnvironment environment) => new LoginCommand(environment).Create();

    private Command Create()
    {
        Command command = new("login", Description)
        {
            _profile, _default, _apiToken, _withScopes, _accessToken, _tokenStdin, _site, _email, _server, _clientId, _scopes, _port, _noBrowser, _authorizationServer, _gateway,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_apiToken) && result.GetValue(_accessToken))
            {
                result.AddError("Use either --api-token or --access-token.");
            }
        });
        _port.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out int port) && port is > 0 and <= 65535))
            {
                result.AddError("--callback-port must be a number from 1 to 65535.");
            }
        });
        command.SetAction((result, cancellationToken) => CommandRun.RunAsync(result, output => RunAsync(result, output, cancellationToken), cancellationToken));
        return command;
    }

    private static Option<Uri?> CreateAddress(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ADDRESS",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http")
            {
                return address;
            }

            result.AddError($"'{result.Tokens[0].Value}' is not an address. Write {name} as in https://example.com.");
            return null;
        },
    };

    private async Task<int> RunAsync(ParseResult result, TextWriter output, CancellationToken cancellationToken)
    {
        ProfileStore store = ProfileStore.Open(_environment);
        try
        {
            bool isToken = result.GetValue(_apiToken) || result.GetValue(_accessToken);
            NewLogin login = isToken
                ? await LogInWithTokenAsync(result, cancellationToken)
                : await SignInAsync(result, store, output, cancellationToken);
            await store.SaveAsync(login, result.GetValue(_default), cancellationToken);
            string place = (login.Profile.Server?.OriginalString ?? login.Profile.Site) is { } at ? $" at {at}" : "";
            string done = login.IsVerified ? "Signed in" : "Saved without a call that would verify the token";
            output.WriteLine($"{done}{(login.Account is null ? "" : $" as {CommandRun.ToOneLine(login.Account)}")}{place}. The profile is '{login.Profile.Name}'.");
            return 0;
        }
        catch (Exception exception) when (LoginFailure.IsOne(exception))
        {
            throw LoginFailure.Explain(exception);
        }
    }

    private Profile CreateProfile(ParseResult result, LoginMethod method) => new(result.GetRequiredValue(_profile), method)
    {
        // The variables describe a login at a site, and not one at another host.
        Site = result.GetValue(_site) ?? (result.GetValue(_server) is null ? _environment.FindVariable(ConnectionOptions.SiteVariable) : null),
        Server = result.GetValue(_server),
        AuthorizationServer = result.GetValue(_authorizationServer),
        Gateway = result.GetValue(_gateway),
    };

    private async Task<NewLogin> LogInWithTokenAsync(ParseResult result, CancellationToken cancellationToken)
    {
        bool isAccessToken = result.GetValue(_accessToken);
        Profile profile = CreateProfile(result, isAccessToken ? LoginMethod.AccessToken : result.GetValue(_withScopes) ? LoginMethod.ScopedApiToken : LoginMethod.ApiToken);
        if (!isAccessToken)
        {
            profile = profile with
            {
                Email = result.GetValue(_email) ?? _environment.FindVariable(ConnectionOptions.EmailVariable) ?? throw new InputException("Add --email with the email address of your account."),
            };
            if (profile is { Site: null, Server: null })
            {
                throw new InputException("Add --site with the address of your site, such as https://example.atlassian.net.");
            }
        }

        string secret = ReadSecret(
            result, isAccessToken ? "Access token" : $"API token of {profile.Email}", profile.Server is null ? ConnectionOptions.TokenVariable : null);
        await using CallConnection connection = CallConnection.Open(profile, secret, grants: null);
        bool isAtSite = profile is { Site: not null, Server: null };
        return new NewLogin(profile, secret, Grant: null)
        {
            IsVerified = isAtSite,
            Account = isAtSite ? await AccountText.FindAsync(connection.Caller, cancellationToken) : null,
        };
    }

    private async Task<NewLogin> SignInAsync(
        ParseResult result, ProfileStore store, TextWriter output, CancellationToken cancellationToken)
    {
        Profile profile = CreateProfile(result, LoginMethod.Browser) with
        {
            ClientId = result.GetValue(_clientId) ?? _environment.FindVariable(ClientIdVariable) ?? throw new InputException(
                $"To sign in with the browser, add --client-id with the client id of your app (https://developer.atlassian.com/console/myapps). To use an API token instead, add --api-token."),
            Scopes = [.. ListText.Split(result.GetRequiredValue(_scopes).Replace(' ', ','))],
            Callback = new Uri($"http://127.0.0.1:{result.GetValue(_port)}/callback"),
        };
        string secret = ReadSecret(result, "Client secret", ClientSecretVariable);

        // Opened before the browser, so that a folder that cannot be used is noticed. Tokens are stored with the profile, at the end: until then,
        // the profile with this name may be that of another client or another gateway.
        store.OpenGrants();
        InMemoryGrantStore grants = new(TimeProvider.System);
        await using CallConnection connection = CallConnection.Open(profile, secret, grants);
        bool opensBrowser = !result.GetValue(_noBrowser);
        BrowserSignIn signIn = new(connection.Connection.SignIn)
        {
            OpenBrowser = async (address, token) =>
            {
                output.WriteLine(opensBrowser ? "Continue in your browser. If it does not open, visit this address:" : "Visit this address:");
                output.WriteLine(address.AbsoluteUri);
                await output.FlushAsync(token);
                if (opensBrowser)
                {
                    await (_environment.OpenBrowser ?? OpenBrowserAsync)(address, token);
                }
            },
        };
        await signIn.SignInAsync(profile.Grant, cancellationToken: cancellationToken);
        profile = await ChooseSiteAsync(profile, connection, output, cancellationToken);
        string? account = profile.Site is null ? null : await AccountText.FindAsync(connection.Caller, cancellationToken);
        return new NewLogin(profile, secret, await grants.FindAsync(profile.Grant, cancellationToken)) { IsVerified = true, Account = account };
    }

    /// <summary>Keeps the site if there is one, so that later commands need not look for it.</summary>
    private static async Task<Profile> ChooseSiteAsync(Profile profile, CallConnection connection, TextWriter output, CancellationToken cancellationToken)
    {
        if (profile.Site is { } wanted)
        {
            await connection.Connection.Sites.ChooseAsync(profile.Grant, wanted, cancellationToken);
            return profile;
        }

        IReadOnlyList<Site> sites = await connection.Connection.Sites.ListAsync(profile.Grant, cancellationToken);
        if (sites is [{ } only])
        {
            return profile with { Site = only.Url?.OriginalString ?? only.CloudId };
        }

        output.WriteLine("The login reaches several sites. Choose one for each command with --site, or sign in again with --site:");
        foreach (Site site in sites)
        {
            output.WriteLine($"  {site}");
        }

        return profile;
    }

    private static Task OpenBrowserAsync(Uri address, CancellationToken cancellationToken)
    {
        SystemBrowser.TryOpen(address);
        return Task.CompletedTask;
    }

    private string ReadSecret(ParseResult result, string question, string? variable)
    {
        if (result.GetValue(_tokenStdin))
        {
            using TextReader input = _environment.OpenInput();
            return StandardInput.ReadText(input).Trim() is { Length: > 0 } text ? text : throw new InputException("The standard input is empty. Write the token to it.");
        }

        return (variable is null ? null : _environment.FindVariable(variable)) ?? _environment.AskSecret(question)
            ?? throw new InputException($"There is no token.{(variable is null ? " Write" : $" Set the variable {variable}, or write")} it to the standard input and add --token-stdin.");
    }
}
