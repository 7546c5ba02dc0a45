namespace Leeway.Webhooks;

/// <summary>
/// How webhooks are kept. Configure it with <c>services.Configure</c>; for a named registration, with its name.
/// </summary>
public sealed class JiraWebhookKeepingOptions
{
    /// <summary>
    /// How often the records are read. Jira is called only for those that are due: after a change, a failure or a new consent, and otherwise once a
    /// day. Therefore a new connection has its webhook after this time at the latest.
    /// </summary>
    /// <value>The default is one minute. The maximum is 20 minutes.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);
}
