using System.Diagnostics;
using System.Text;
using Leeway.Grants;

namespace Leeway;

/// <summary>How calls log in. The default is <see cref="Consent"/>. Secrets are never printed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AtlassianLogin
{
    private const string InvalidText = "It contains a space or another invalid character. Check that only the value itself was copied.";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly FixedLogin? _fixed;

    private readonly string _name;

    private AtlassianLogin(LoginKind kind, string name, FixedLogin? fixedLogin = null)
    {
        Kind = kind;
        _name = name;
        _fixed = fixedLogin;
    }

    /// <summary>
    /// With grants: users consent, and Leeway refreshes their tokens (OAuth 2.0, 3LO). Requires <see cref="AtlassianOptions.ClientId"/>
    /// and <see cref="AtlassianOptions.ClientSecret"/>.
    /// </summary>
    public static AtlassianLogin Consent { get; } = new(LoginKind.Consent, "users' consent");

    /// <summary>
    /// As a service account, with the client id and secret of its OAuth 2.0 credential in <see cref="AtlassianOptions.ClientId"/>
    /// and <see cref="AtlassianOptions.ClientSecret"/>. A token is valid for one hour and is renewed before it expires.
    /// </summary>
    /// <remarks>
    /// See <see href="https://support.atlassian.com/user-management/docs/create-oauth-2-0-credential-for-service-accounts/">Atlassian's
    /// documentation</see>.
    /// </remarks>
    public static AtlassianLogin ServiceAccount { get; } = new(LoginKind.ServiceAccount, "service account");

    /// <summary>Without a login, for hosts other than Atlassian's that need none.</summary>
    public static AtlassianLogin None { get; } = new(LoginKind.None, "no login");

    /// <summary>
    /// With the access token that each call brings in <see cref="Leeway.Calls.CallSettings.Target"/>, such as that of a Forge invocation. A call
    /// without one throws <see cref="InvalidOperationException"/> and is not sent.
    /// </summary>
    public static AtlassianLogin PerCall { get; } = new(LoginKind.PerCall, "token of each call");

    /// <summary>The request option that holds the login, so that an error can give advice that fits it.</summary>
    internal static HttpRequestOptionsKey<AtlassianLogin> Key { get; } = new("Leeway.Login");

    /// <summary>The kind of login.</summary>
    internal LoginKind Kind { get; }

    /// <summary>The login with fixed credentials; <see langword="null"/> if tokens have to be requested.</summary>
    internal FixedLogin? Fixed => _fixed;

    /// <summary>Whether the login is only for hosts other than Atlassian's gateway and sites.</summary>
    internal bool IsForeign => Kind is LoginKind.Basic or LoginKind.ApiKey or LoginKind.None;

    /// <summary>The header that contains the login.</summary>
    internal string Header => _fixed?.KeyHeader ?? "Authorization";

    /// <summary>
    /// With a user's API token without scopes. Calls go directly to the site, whose address must be set in
    /// <see cref="AtlassianOptions.Site"/>. The token is sent to that origin only.
    /// </summary>
    /// <remarks>
    /// See <see href="https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/">Atlassian's
    /// documentation</see>.
    /// </remarks>
    /// <param name="email">The email address of the user's account.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">An argument is empty or contains invalid characters.</exception>
    public static AtlassianLogin ApiToken(string email, string token) =>
        new(LoginKind.SiteApiToken, "API token (not shown)", CreateBasic(email, token));

    /// <summary>
    /// With a user's API token with scopes. Calls go through the gateway to the site whose address or cloud id is set in
    /// <see cref="AtlassianOptions.Site"/>.
    /// </summary>
    /// <inheritdoc cref="ApiToken"/>
    public static AtlassianLogin ScopedApiToken(string email, string token) =>
        new(LoginKind.GatewayApiToken, "API token with scopes (not shown)", CreateBasic(email, token));

    /// <summary>
    /// With a service account's API token. Calls go through the gateway to the site whose address or cloud id is set in
    /// <see cref="AtlassianOptions.Site"/>.
    /// </summary>
    /// <remarks>
    /// See <see href="https://support.atlassian.com/user-management/docs/manage-api-tokens-for-service-accounts/">Atlassian's
    /// documentation</see>.
    /// </remarks>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">The token is empty or contains invalid characters.</exception>
    public static AtlassianLogin ServiceAccountApiToken(string token) =>
        new(LoginKind.GatewayApiToken, "service account's API token (not shown)", CreateBearer(token));

    /// <summary>
    /// With an access token that the application has obtained itself. Calls go through Atlassian's gateway, or to
    /// <see cref="AtlassianOptions.Server"/> if it is set. The token is not renewed: when it has expired, calls fail with an
    /// <see cref="AuthenticationFailedException"/>.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">The token is empty or contains invalid characters.</exception>
    public static AtlassianLogin BearerToken(string token) =>
        new(LoginKind.BearerToken, "bearer token (not shown)", CreateBearer(token));

    /// <summary>
    /// With a user name and password (HTTP Basic) at a host other than Atlassian's gateway, whose address must be set in
    /// <see cref="AtlassianOptions.Server"/>. The login is sent to that origin only.
    /// </summary>
    /// <param name="user">The user name.</param>
    /// <param name="password">The password, or the token that the host accepts in its place. It can be empty.</param>
    /// <exception cref="ArgumentException">An argument contains invalid characters, or there is no user name.</exception>
    public static AtlassianLogin Basic(string user, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(password);
        RequireNoControls(user, nameof(user));
        RequireNoControls(password, nameof(password));
        return user.Contains(':', StringComparison.Ordinal)
            ? throw new ArgumentException("A user name cannot contain a colon.", nameof(user))
            : new AtlassianLogin(LoginKind.Basic, "user name and password (not shown)", EncodeBasic(user, password));
    }

    /// <summary>
    /// With an API key in a header, at a host other than Atlassian's gateway, whose address must be set in
    /// <see cref="AtlassianOptions.Server"/>. The key is sent to that origin only.
    /// </summary>
    /// <param name="header">
    /// The name of the header, such as <c>X-Api-Key</c>. With <c>Authorization</c>, <paramref name="value"/> is the whole value of the header,
    /// for example <c>GenieKey ...</c>.
    /// </param>
    /// <param name="value">The key.</param>
    /// <exception cref="ArgumentException">
    /// The header cannot contain a key: its name is not valid, or it has another purpose, such as <c>Host</c> or <c>Accept</c>; or the key is
    /// empty or contains invalid characters.
    /// </exception>
    public static AtlassianLogin ApiKey(string header, string value)
    {
        if (ApiKeyHeader.FindFault(header) is { } fault)
        {
            throw new ArgumentException(fault, nameof(header));
        }

        ArgumentException.ThrowIfNullOrEmpty(value);
        return value.AsSpan().ContainsAnyExceptInRange(' ', '~') || value[0] == ' ' || value[^1] == ' '
            ? throw new ArgumentException(InvalidText, nameof(value))
            : new AtlassianLogin(LoginKind.ApiKey, "API key (not shown)", new FixedLogin("", new AccessToken(value), header));
    }

    /// <summary>Returns a description without secrets.</summary>
    public override string ToString() => _name;

    private static FixedLogin CreateBasic(string email, string token)
    {
        RequireText(email, nameof(email));
        RequireText(token, nameof(token));
        return email.Contains(':', StringComparison.Ordinal)
            ? throw new ArgumentException("An email address cannot contain a colon.", nameof(email))
            : EncodeBasic(email, token);
    }

    private static FixedLogin EncodeBasic(string user, string password) =>
        new("Basic", new AccessToken(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));

    private static FixedLogin CreateBearer(string token)
    {
        RequireText(token, nameof(token));
        return new FixedLogin("Bearer", new AccessToken(token));
    }

    // Checked here, so that the message does not contain the value. A later failure might print it.
    private static void RequireText(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        foreach (char c in value)
        {
            if (c <= ' ' || c > '~')
            {
                throw new ArgumentException(InvalidText, name);
            }
        }
    }

    private static void RequireNoControls(string value, string name)
    {
        foreach (char c in value)
        {
            if (char.IsControl(c))
            {
                throw new ArgumentException(InvalidText, name);
            }
        }
    }
}
