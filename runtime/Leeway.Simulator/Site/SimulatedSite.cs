using Leeway.Simulator.Operations;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A small Atlassian site in memory.</summary>
public sealed class SimulatedSite
{
    /// <summary>Creates a site without content.</summary>
    /// <param name="cloudId">The cloud id.</param>
    /// <param name="name">The name of the site.</param>
    /// <param name="url">The address of the site, such as <c>https://example.atlassian.net</c>. Links in bodies use it, although access
    /// tokens do not work there.</param>
    public SimulatedSite(string cloudId, string name, string url)
    {
        CloudId = cloudId;
        Name = name;
        Url = url;
        Jira = new SimulatedJira(Tasks, Webhooks);
        ServiceManagement = new SimulatedServiceManagement(Assets);
        Confluence = new SimulatedConfluence(Tasks);
    }

    /// <summary>The cloud id.</summary>
    public string CloudId { get; }

    /// <summary>The name of the site.</summary>
    public string Name { get; }

    /// <summary>The address of the site.</summary>
    public string Url { get; }

    /// <summary>Whether the app can be used on the site. An administrator can uninstall it.</summary>
    public bool AppIsInstalled { get; set; } = true;

    /// <summary>The Jira product of the site.</summary>
    public SimulatedJira Jira { get; }

    /// <summary>The Jira Service Management product of the site.</summary>
    public SimulatedServiceManagement ServiceManagement { get; }

    /// <summary>The Assets of the site, which are part of Jira Service Management.</summary>
    public SimulatedAssets Assets { get; } = new();

    /// <summary>The Confluence product of the site.</summary>
    public SimulatedConfluence Confluence { get; }

    /// <summary>How long tasks take, and how they end.</summary>
    public TaskOptions Tasks { get; } = new();

    /// <summary>How the site divides lists into pages.</summary>
    public PagingOptions Paging { get; } = new();

    /// <summary>How the site registers dynamic webhooks.</summary>
    public WebhookRegistrationOptions Webhooks { get; } = new();

    /// <summary>The operations that sites serve.</summary>
    internal IEnumerable<SimulatedOperation> Operations =>
        [.. Jira.Operations, .. ServiceManagement.Operations, .. Assets.Operations, .. Confluence.Operations];

    /// <summary>Processes a call that came through the gateway or directly to the site.</summary>
    internal SimulatedResponse Handle(SiteRequest call) => call.Operation?.Document switch
    {
        "confluence" or "confluence-v1" => Confluence.Handle(call),
        "assets" => Assets.Handle(call),
        "jira-service-management" => ServiceManagement.Handle(call),
        _ => Jira.Handle(call),
    };

    /// <summary>
    /// Creates a site with two projects, some issues (<c>DEMO-1</c> and others), custom fields of every type, users, a space and some pages.
    /// </summary>
    /// <param name="cloudId">The cloud id.</param>
    /// <param name="name">The name of the site, which is also part of its address.</param>
    /// <param name="pages">The number of pages in the space.</param>
    public static SimulatedSite WithContent(string cloudId, string name, int pages = 23)
    {
        SimulatedSite site = new(cloudId, name, $"https://{name}.atlassian.net");
        SampleContent.AddTo(site, pages);
        return site;
    }
}
