using Leeway.Grants;

namespace Leeway.Cli.Login;

/// <summary>A login that has a name. The secret is not in it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Method">How it logs in.</param>
internal sealed record Profile(string Name, LoginMethod Method)
{
    /// <summary>The name of the first profile.</summary>
    public const string UsualName = "default";

    /// <summary>The address, name or cloud id of the site; null if the login reaches only one.</summary>
    public string? Site { get; init; }

    /// <summary>The email address of the account; null if the login has none.</summary>
    public string? Email { get; init; }

    public string? ClientId { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The address that the browser returns to; null for another login.</summary>
    public Uri? Callback { get; init; }

    /// <summary>The address of a host that is not Atlassian's gateway, such as Bitbucket's; null for a site.</summary>
    public Uri? Server { get; init; }

    /// <summary>The authorization server; null for Atlassian's.</summary>
    public Uri? AuthorizationServer { get; init; }

    /// <summary>The gateway; null for Atlassian's.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>The id of the grant of a login with the browser.</summary>
    public GrantId Grant => new(Name);

    /// <summary>Returns the options of a connection.</summary>
    /// <param name="secret">The API token or access token, or the secret of the client.</param>
    /// <exception cref="ArgumentException">The secret or the email address has invalid characters.</exception>
    public AtlassianOptions ToOptions(string secret)
    {
        AtlassianOptions options = new()
        {
            Site = Site,
            Server = Server,
            DefaultGrant = Grant,
            Login = Method switch
            {
                LoginMethod.ApiToken when Server is not null => AtlassianLogin.Basic(Email!, secret),
                LoginMethod.ApiToken => AtlassianLogin.ApiToken(Email!, secret),
                LoginMethod.ScopedApiToken => AtlassianLogin.ScopedApiToken(Email!, secret),
                LoginMethod.AccessToken => AtlassianLogin.BearerToken(secret),
                _ => AtlassianLogin.Consent,
            },
        };
        if (Method == LoginMethod.Browser)
        {
            options.ClientId = ClientId!;
            options.ClientSecret = secret;
            options.RedirectUri = Callback;
            options.Scopes = [.. Scopes];
        }

        options.Endpoints.AuthorizationServer = AuthorizationServer ?? options.Endpoints.AuthorizationServer;
        options.Endpoints.Gateway = Gateway ?? options.Endpoints.Gateway;
        return options;
    }

    /// <summary>Describes the login in a few words.</summary>
    public string Describe() => Method switch
    {
        LoginMethod.Browser => "signed in with the browser",
        LoginMethod.ScopedApiToken => $"API token with scopes of {Email}",
        LoginMethod.AccessToken => "access token",
        _ => $"API token of {Email}",
    };
}
