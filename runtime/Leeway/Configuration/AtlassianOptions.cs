using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Json;

namespace Leeway;

/// <summary>What an application tells about itself, given to <c>AddAtlassian</c>.</summary>
public sealed class AtlassianOptions
{
    /// <summary>The app's client id from Atlassian's developer console.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The app's secret from the console. The token endpoint demands it even where PKCE is used.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [IgnoreDataMember]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string ClientSecret { get; set; } = "";

    /// <summary>How calls log in.</summary>
    /// <value>The default is <see cref="AtlassianLogin.Consent"/>.</value>
    public AtlassianLogin Login { get; set; } = AtlassianLogin.Consent;

    /// <summary>The callback address, exactly as the console has it; needed only to sign users in.</summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>
    /// The scopes to ask for at sign-in. <c>offline_access</c>, which the console does not list, must be among them
    /// for a refresh token to be issued. The generated
    /// <c>AtlassianScopes.Required</c> lists what the project's calls need.
    /// </summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>The grant of calls that name none. Where <see cref="Login"/> is another than consent, all calls have the same login.</summary>
    /// <value>The default is <see cref="GrantId.Default"/>.</value>
    public GrantId DefaultGrant { get; set; } = GrantId.Default;

    /// <summary>
    /// The site of calls that name none: its address such as <c>https://example.atlassian.net</c>, its cloud id (a UUID), or its name.
    /// May be left out where the grant reaches exactly one site; with an API token it is needed, and a name will not do. With its cloud id,
    /// nothing has to be looked up before the first call. A custom domain, and an address from before the site was renamed, are looked up
    /// at that address, without a login.
    /// </summary>
    public string? Site { get; set; }

    /// <summary>The application's name and version, such as <c>Importer/2.1</c>, put before Leeway's own in the User-Agent header.</summary>
    /// <exception cref="ArgumentException">The value cannot stand in a User-Agent header.</exception>
    public string? UserAgent
    {
        get;
        set => field = UserAgentHandler.IsUserAgent(value)
            ? value
            : throw new ArgumentException("It must be products such as 'Importer/2.1', separated by spaces, or comments in parentheses, in printable ASCII.", nameof(value));
    }

    /// <summary>How grants are kept.</summary>
    public GrantOptions Grants { get; } = new();

    /// <summary>How answers are read.</summary>
    /// <value>The default is <see cref="JsonModelOptions.Default"/>, which takes whatever is well-formed.</value>
    public JsonModelOptions Json { get; set; } = JsonModelOptions.Default;

    /// <summary>
    /// How large the body of a response may be that is read into memory, as JSON or text: in bytes, after decompression. A larger one ends
    /// the call with a <see cref="ResponseTooLargeException"/>. Streams have no limit; of the body of an error, 64 KB are read.
    /// </summary>
    /// <value>The default is 64 MB (67,108,864).</value>
    public int MaxResponseBytes { get; set; } = AtlassianCaller.DefaultMaxResponseBytes;

    /// <summary>How calls are repeated, and how long they may take.</summary>
    public ResilienceOptions Resilience { get; } = new();

    /// <summary>
    /// Make handlers of the application that stand outside of the login, the first outermost: they see each call once, with an address
    /// relative to its site and without its login, before it is repeated. A response whose body breaks off is asked for again beneath them.
    /// Chain handlers for single attempts, with address and login, on the builder that <c>AddAtlassian</c> returns.
    /// </summary>
    [JsonIgnore]
    public IList<Func<DelegatingHandler>> CallHandlers { get; } = [];

    /// <summary>The origins to talk to.</summary>
    public AtlassianEndpoints Endpoints { get; set; } = new();

    internal AppCredentials ToAppCredentials() => new(ClientId, ClientSecret, Endpoints.AuthorizationServer);

    internal SignInSettings ToSignInSettings() => new()
    {
        ClientId = ClientId,
        AuthorizationServer = Endpoints.AuthorizationServer,
        RedirectUri = RedirectUri,
        Scopes = Scopes,
        DefaultGrant = DefaultGrant,
    };

    internal CallDefaults ToCallDefaults() => new() { Login = Login, Grant = DefaultGrant, Site = Site, Gateway = Endpoints.Gateway };
}
