using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A small Atlassian site, kept in memory.</summary>
/// <param name="cloudId">Its id.</param>
/// <param name="name">Its name.</param>
/// <param name="url">Its address, such as <c>https://example.atlassian.net</c>: what links in bodies name, though tokens do not work there.</param>
public sealed class SimulatedSite(string cloudId, string name, string url)
{
    /// <summary>Its id.</summary>
    public string CloudId => cloudId;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its address.</summary>
    public string Url => url;

    /// <summary>Whether the app may be used there; an administrator can take it away.</summary>
    public bool AppIsInstalled { get; set; } = true;

    /// <summary>Its Jira.</summary>
    public SimulatedJira Jira { get; } = new();

    /// <summary>Its Jira Service Management.</summary>
    public SimulatedServiceManagement ServiceManagement { get; } = new();

    /// <summary>Its Confluence.</summary>
    public SimulatedConfluence Confluence { get; } = new();

    /// <summary>How its lists are cut into pages.</summary>
    public PagingOptions Paging { get; } = new();

    /// <summary>Answers a call, whichever way it came.</summary>
    internal SimulatedResponse Handle(SiteRequest call) => call.Segments switch
    {
        ["wiki", ..] => Confluence.Handle(call),
        ["rest", "servicedeskapi", ..] => ServiceManagement.Handle(call),
        _ => Jira.Handle(call),
    };

    /// <summary>A site with two projects, a space and some pages.</summary>
    /// <param name="cloudId">Its id.</param>
    /// <param name="name">Its name; also that of its address.</param>
    /// <param name="pages">How many pages the space has.</param>
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
