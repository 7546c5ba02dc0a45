using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A small Atlassian site in memory.</summary>
/// <param name="cloudId">The cloud id.</param>
/// <param name="name">The name of the site.</param>
/// <param name="url">The address of the site, such as <c>https://example.atlassian.net</c>. Links in bodies use it, although access tokens
/// do not work there.</param>
public sealed class SimulatedSite(string cloudId, string name, string url)
{
    /// <summary>The cloud id.</summary>
    public string CloudId => cloudId;

    /// <summary>The name of the site.</summary>
    public string Name => name;

    /// <summary>The address of the site.</summary>
    public string Url => url;

    /// <summary>Whether the app can be used on the site. An administrator can uninstall it.</summary>
    public bool AppIsInstalled { get; set; } = true;

    /// <summary>The Jira product of the site.</summary>
    public SimulatedJira Jira { get; } = new();

    /// <summary>The Jira Service Management product of the site.</summary>
    public SimulatedServiceManagement ServiceManagement { get; } = new();

    /// <summary>The Assets of the site, which are part of Jira Service Management.</summary>
    public SimulatedAssets Assets { get; } = new();

    /// <summary>The Confluence product of the site.</summary>
    public SimulatedConfluence Confluence { get; } = new();

    /// <summary>How the site divides lists into pages.</summary>
    public PagingOptions Paging { get; } = new();

    /// <summary>Processes a call that came through the gateway or directly to the site.</summary>
    internal SimulatedResponse Handle(SiteRequest call) => call.Segments switch
    {
        ["wiki", ..] => Confluence.Handle(call),
        ["jsm", "assets", "workspace", var workspace, "v1", .. var path] => Assets.Handle(call, workspace, path),
        ["rest", "servicedeskapi", ..] => ServiceManagement.Handle(call),
        _ => Jira.Handle(call),
    };

    /// <summary>Creates a site with two projects, a space and some pages.</summary>
    /// <param name="cloudId">The cloud id.</param>
    /// <param name="name">The name of the site, which is also part of its address.</param>
    /// <param name="pages">The number of pages in the space.</param>
    public static SimulatedSite WithContent(string cloudId, string name, int pages = 23)
    {
        SimulatedSite site = new(cloudId, name, $"https://{name}.atlassian.net");
        site.Jira.AddProject("DEMO", "Demonstration");
        site.Jira.AddProject("OPS", "Operations");
        string space = site.Confluence.AddSpace("DOC", "Documentation");
        for (int i = 1; i <= pages; i++)
        {
            site.Confluence.AddPage(space, $"Page {i}");
        }

        return site;
    }
}
