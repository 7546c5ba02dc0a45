namespace Leeway.Simulator.Site.Jira;

/// <summary>A project.</summary>
internal sealed class JiraProject(string id, string key, string name)
{
    public string Id => id;

    public string Key => key;

    public string Name => name;

    /// <summary>The number of issues that the project has had. A number is never used twice.</summary>
    public int IssuesCreated { get; set; }

    public List<JiraComponent> Components { get; } = [];

    public List<JiraVersion> Versions { get; } = [];
}
