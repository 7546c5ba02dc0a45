using Leeway.Calls;
using Leeway.Grants;

namespace Leeway.Cli.Login;

/// <summary>A login that has a name. The secret is not in it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Method">How it logs in.</param>
internal sealed record Profile(string Name, LoginMethod Method)
{
    private static readonly string s_gateway = new AtlassianEndpoints().Gateway.GetLeftPart(UriPartial.Authority);

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

    /// <summary>Makes sure that the login is for the host of an operation. The library would refuse the call in words for programs.</summary>
    /// <param name="operation">The name of the operation.</param>
    /// <param name="server">The server that the document names; null for a site.</param>
    /// <exception cref="InputException">It is for another host.</exception>
    public void RequireHost(string operation, ServerAddress? server)
    {
        bool isAtAtlassian = server is null || IsGateway(server);
        if (isAtAtlassian ? Server is null && (server is null || Method != LoginMethod.ApiToken) : Server is not null)
        {
            return;
        }

        string advice = isAtAtlassian && Server is null ? "leeway login --api-token --with-scopes"
            : isAtAtlassian ? "leeway login"
            : $"leeway login --access-token --server {server!.Template}";
        throw new InputException(
            $"The login of the profile '{Name}' is not for the host of {operation}. Choose another one with --profile, or sign in with '{advice}'.", ExitCode.NotSignedIn);
    }

    /// <summary>Returns the address before the route of an operation, as far as it is known without a request.</summary>
    public string DescribeOrigin(OperationDescriptor operation)
    {
        string gateway = (Gateway ?? new AtlassianEndpoints().Gateway).GetLeftPart(UriPartial.Authority);
        if (operation.Server is not { } server)
        {
            return this is { Method: LoginMethod.ApiToken, Site: { } site } && Uri.TryCreate(site, UriKind.Absolute, out Uri? address)
                ? address.GetLeftPart(UriPartial.Authority)
                : $"{gateway}/ex/{operation.Gateway}/{{cloudId}}";
        }

        if (IsGateway(server))
        {
            return gateway + server.Template[s_gateway.Length..];
        }

        return Server is not { } own ? server.Template
            : own.AbsolutePath.Length > 1 ? own.OriginalString.TrimEnd('/')
            : own.GetLeftPart(UriPartial.Authority) + new Uri(server.Template).AbsolutePath.TrimEnd('/');
    }

    /// <summary>Describes the login in a few words.</summary>
    public string Describe() => Method switch
    {
        LoginMethod.Browser => "signed in with the browser",
        LoginMethod.ScopedApiToken => $"API token with scopes of {Email}",
        LoginMethod.AccessToken => "access token",
        _ => $"API token of {Email}",
    };

    private static bool IsGateway(ServerAddress server) =>
        server.Template.Equals(s_gateway, StringComparison.OrdinalIgnoreCase) || server.Template.StartsWith(s_gateway + "/", StringComparison.OrdinalIgnoreCase);
}
