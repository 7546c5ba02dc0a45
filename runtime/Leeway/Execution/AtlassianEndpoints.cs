namespace Leeway;

/// <summary>
/// The only two origins that OAuth tokens are sent to. The defaults are Atlassian's; tests set them to a simulator.
/// </summary>
/// <remarks>See <see href="https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/">OAuth 2.0 (3LO) apps</see>.</remarks>
public sealed class AtlassianEndpoints
{
    /// <summary>The origin where users consent and tokens are exchanged: <c>/authorize</c> and <c>/oauth/token</c>.</summary>
    /// <value>The default is <c>https://auth.atlassian.com</c>.</value>
    public Uri AuthorizationServer { get; set; } = new("https://auth.atlassian.com");

    /// <summary>
    /// The origin of calls: <c>/ex/jira/{cloudId}</c>, <c>/ex/confluence/{cloudId}</c> and <c>/oauth/token/accessible-resources</c>.
    /// </summary>
    /// <value>The default is <c>https://api.atlassian.com</c>.</value>
    public Uri Gateway { get; set; } = new("https://api.atlassian.com");
}
