namespace Leeway;

/// <summary>
/// The two origins that tokens are sent to, and no others. The defaults are Atlassian's; a test points them at a simulator.
/// </summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/">OAuth 2.0 (3LO) apps</see>.</remarks>
public sealed class AtlassianEndpoints
{
    /// <summary>Where users consent and tokens are exchanged: <c>/authorize</c> and <c>/oauth/token</c>.</summary>
    /// <value>The default is <c>https://auth.atlassian.com</c>.</value>
    public Uri AuthorizationServer { get; set; } = new("https://auth.atlassian.com");

    /// <summary>Where calls go: <c>/ex/jira/{cloudId}</c>, <c>/ex/confluence/{cloudId}</c> and <c>/oauth/token/accessible-resources</c>.</summary>
    /// <value>The default is <c>https://api.atlassian.com</c>.</value>
    public Uri Gateway { get; set; } = new("https://api.atlassian.com");
}
