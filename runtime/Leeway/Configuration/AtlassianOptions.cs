using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Json;

namespace Leeway;

/// <summary>The options of an application, for <c>AddAtlassian</c>.</summary>
public sealed class AtlassianOptions
{
    /// <summary>The app's client id from Atlassian's developer console.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The app's client secret from the developer console. The token endpoint requires it even with PKCE.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [IgnoreDataMember]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string ClientSecret { get; set; } = "";

    /// <summary>How calls log in.</summary>
    /// <value>The default is <see cref="AtlassianLogin.Consent"/>.</value>
    public AtlassianLogin Login { get; set; } = AtlassianLogin.Consent;

    /// <summary>The callback address, exactly as configured in the developer console. It is required only to sign users in.</summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>
    /// The scopes to request at sign-in. To get a refresh token, include <c>offline_access</c>, which the console does not list. The
    /// generated <c>AtlassianScopes.Required</c> lists the scopes that the project's calls need:
    /// <c>options.Scopes = [.. AtlassianScopes.Required]</c>.
    /// </summary>
    /// <value>An assigned list is copied. The default is empty.</value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public IList<string> Scopes
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);

            // An array, for example, could not be added to.
            field = [.. value];
        }
    } = [];

    /// <summary>
    /// The grant of calls that do not specify one. It is used only if <see cref="Login"/> is <see cref="AtlassianLogin.Consent"/>.
    /// </summary>
    /// <value>The default is <see cref="GrantId.Default"/>.</value>
    public GrantId DefaultGrant { get; set; } = GrantId.Default;

    /// <summary>
    /// The site of calls that do not specify one: its address, such as <c>https://example.atlassian.net</c>, its cloud id (a UUID), or its
    /// name. It can be omitted if the grant reaches exactly one site. With an API token it is required and must be an address or a cloud
    /// id. With a cloud id, no lookup is needed before the first call. The cloud id for a custom domain, or for an address from before the
    /// site was renamed, is requested from that address without a login.
    /// </summary>
    public string? Site { get; set; }

    /// <summary>
    /// The id of the Assets workspace of calls that do not specify one. It can be omitted: Leeway finds the workspace of the site, which
    /// requires the scope <c>read:servicedesk-request</c>.
    /// </summary>
    public string? Workspace { get; set; }

    /// <summary>
    /// The address of a host other than Atlassian's that the calls go to, such as <c>https://api.bitbucket.org/2.0</c>. It is required with
    /// <see cref="AtlassianLogin.Basic"/> and <see cref="AtlassianLogin.ApiKey"/>, and for a <see cref="AtlassianLogin.BearerToken"/> that
    /// is not one of Atlassian's gateway. The login is sent to its origin only, whatever address a document has. A path replaces the path of
    /// the document's server; without one, that path is kept.
    /// </summary>
    /// <value>The default is <see langword="null"/>: calls go to Atlassian, or, without a login, to the server of the document.</value>
    public Uri? Server { get; set; }

    /// <summary>
    /// The application's name and version, such as <c>Importer/2.1</c>. They precede Leeway's own in the User-Agent header.
    /// </summary>
    /// <exception cref="ArgumentException">The value is not valid in a User-Agent header.</exception>
    public string? UserAgent
    {
        get;
        set => field = UserAgentHandler.IsUserAgent(value)
            ? value
            : throw new ArgumentException("The value must consist of products, such as 'Importer/2.1', and comments in parentheses, separated by spaces, in printable ASCII.", nameof(value));
    }

    /// <summary>How grants are refreshed and stored.</summary>
    public GrantOptions Grants { get; } = new();

    /// <summary>How JSON responses are read.</summary>
    /// <value>The default is <see cref="JsonModelOptions.Default"/>, which accepts any well-formed JSON.</value>
    public JsonModelOptions Json { get; set; } = JsonModelOptions.Default;

    /// <summary>
    /// The maximum size of a response body that is read into memory as JSON or text, in bytes after decompression. A larger body throws
    /// <see cref="ResponseTooLargeException"/>. Streams have no limit. At most 64 KB of the body of an error are read.
    /// </summary>
    /// <value>The default is 64 MB (67,108,864).</value>
    public int MaxResponseBytes { get; set; } = AtlassianCaller.DefaultMaxResponseBytes;

    /// <summary>How calls are retried, and their timeouts.</summary>
    public ResilienceOptions Resilience { get; } = new();

    /// <summary>
    /// Creates handlers of the application that are outside of the login, the first one outermost. They handle each call once, with an
    /// address relative to its site and without its login, before it is retried. A response whose body ends early is
    /// requested again inside of them.
    /// To add handlers inside of the login, use the builder that <c>AddAtlassian</c> returns.
    /// </summary>
    [JsonIgnore]
    public IList<Func<DelegatingHandler>> CallHandlers { get; } = [];

    /// <summary>The origins of Atlassian that requests are sent to.</summary>
    public AtlassianEndpoints Endpoints { get; set; } = new();

    /// <summary>The path of the configuration section that the options are bound to; <see langword="null"/> if they are set in code only.</summary>
    internal string? Section { get; set; }

    internal AppCredentials ToAppCredentials() => new(ClientId, ClientSecret, Endpoints.AuthorizationServer);

    internal SignInSettings ToSignInSettings() => new()
    {
        ClientId = ClientId,
        AuthorizationServer = Endpoints.AuthorizationServer,
        RedirectUri = RedirectUri,
        Scopes = [.. Scopes],
        DefaultGrant = DefaultGrant,
    };

    internal CallDefaults ToCallDefaults() => new()
    {
        Login = Login,
        Grant = DefaultGrant,
        Site = Site,
        Workspace = Workspace,
        Gateway = Endpoints.Gateway,
        Server = Server,
    };
}
