using System.Diagnostics;
using System.Text;
using Leeway.Grants;

namespace Leeway;

/// <summary>How calls log in. The default is by grants that users give; nothing prints the secrets of the others.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AtlassianLogin
{
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
    /// By grants: users consent, and their tokens are kept alive (OAuth 2.0, 3LO). Needs <see cref="AtlassianOptions.ClientId"/>
    /// and <see cref="AtlassianOptions.ClientSecret"/>.
    /// </summary>
    public static AtlassianLogin Consent { get; } = new(LoginKind.Consent, "users' consent");

    /// <summary>
    /// As a service account, with the client id and secret of its OAuth 2.0 credential in <see cref="AtlassianOptions.ClientId"/>
    /// and <see cref="AtlassianOptions.ClientSecret"/>. A token lives for an hour and is renewed ahead of its end.
    /// </summary>
    /// <remarks>
    /// See <see href="https://support.atlassian.com/user-management/docs/create-oauth-2-0-credential-for-service-accounts/">Atlassian's description</see>.
    /// </remarks>
    public static AtlassianLogin ServiceAccount { get; } = new(LoginKind.ServiceAccount, "service account");

    /// <summary>Where the request of an error carries its login, so that the error's advice fits it.</summary>
    internal static HttpRequestOptionsKey<AtlassianLogin> Key { get; } = new("Leeway.Login");

    /// <summary>The way of the login.</summary>
    internal LoginKind Kind { get; }

    /// <summary>The login itself, where nothing has to be fetched for it.</summary>
    internal FixedLogin? Fixed => _fixed;

    /// <summary>
    /// With a user's API token without scopes. Calls go to the site itself, which <see cref="AtlassianOptions.Site"/> names by
    /// its address; the token is sent to that origin and no other.
    /// </summary>
    /// <remarks>
    /// See <see href="https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/">Atlassian's description</see>.
    /// </remarks>
    /// <param name="email">The address of the user's account.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">One of them is empty, or has characters that it cannot have.</exception>
    public static AtlassianLogin ApiToken(string email, string token) =>
        new(LoginKind.SiteApiToken, "API token (not shown)", Basic(email, token));

    /// <summary>
    /// With a user's API token with scopes. Calls go through the gateway, to the site that <see cref="AtlassianOptions.Site"/>
    /// names by its address or cloud id.
    /// </summary>
    /// <inheritdoc cref="ApiToken"/>
    public static AtlassianLogin ScopedApiToken(string email, string token) =>
        new(LoginKind.GatewayApiToken, "API token with scopes (not shown)", Basic(email, token));

    /// <summary>
    /// With a service account's API token. Calls go through the gateway, to the site that <see cref="AtlassianOptions.Site"/>
    /// names by its address or cloud id.
    /// </summary>
    /// <remarks>
    /// See <see href="https://support.atlassian.com/user-management/docs/manage-api-tokens-for-service-accounts/">Atlassian's description</see>.
    /// </remarks>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">It is empty, or has characters that it cannot have.</exception>
    public static AtlassianLogin ServiceAccountApiToken(string token) =>
        new(LoginKind.GatewayApiToken, "service account's API token (not shown)", Bearer(token));

    /// <summary>
    /// With an OAuth access token that the application got by itself. Calls go through the gateway. Nothing renews it: once it
    /// has ended, calls fail with an <see cref="AuthenticationFailedException"/>.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">It is empty, or has characters that it cannot have.</exception>
    public static AtlassianLogin BearerToken(string token) =>
        new(LoginKind.BearerToken, "bearer token (not shown)", Bearer(token));

    /// <summary>Says what it is, without secrets.</summary>
    public override string ToString() => _name;

    private static FixedLogin Basic(string email, string token)
    {
        RequireText(email, nameof(email));
        RequireText(token, nameof(token));
        return email.Contains(':', StringComparison.Ordinal)
            ? throw new ArgumentException("An email address has no colon.", nameof(email))
            : new FixedLogin("Basic", new AccessToken(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{email}:{token}"))));
    }

    private static FixedLogin Bearer(string token)
    {
        RequireText(token, nameof(token));
        return new FixedLogin("Bearer", new AccessToken(token));
    }

    // Said here, where it can be said without the value, rather than by whatever trips over it later.
    private static void RequireText(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        foreach (char c in value)
        {
            if (c <= ' ' || c > '~')
            {
                throw new ArgumentException("It has a space or another character that it cannot have: something around it may have been copied, too.", name);
            }
        }
    }
}
