namespace Leeway.Simulator.Site.Confluence;

/// <summary>What the Confluence of a site holds.</summary>
internal sealed class ConfluenceState
{
    private readonly IdSequence _spaceIds = new(65000);
    private readonly IdSequence _pageIds = new(98000);
    private readonly IdSequence _labelIds = new(71000);
    private readonly List<ConfluenceLabel> _labels = [];

    public List<ConfluenceSpace> Spaces { get; } = [];

    public List<ConfluencePage> Pages { get; } = [];

    /// <summary>The pages that lists and searches find: those that are not in the trash and no drafts.</summary>
    public List<ConfluencePage> VisiblePages => Pages.FindAll(static page => page.Status is "current" or "archived");

    public IEnumerable<ConfluenceLabel> Labels => _labels.Where(label => Pages.Exists(page => page.Labels.Contains(label)));

    public ConfluenceSpace? FindSpace(string? id) => Spaces.Find(space => space.Id == id);

    public ConfluencePage? FindPage(string? id) => Pages.Find(page => page.Id == id);

    public ConfluenceLabel? FindLabel(string id) => _labels.Find(label => label.Id == id);

    public ConfluenceSpace AddSpace(string key, string name, DateTimeOffset now)
    {
        ConfluenceSpace space = new(_spaceIds.Next(), key, name, now);
        Spaces.Add(space);
        return space;
    }

    public ConfluencePage AddPage(ConfluenceSpace space, string title, PageBody body, string? authorId, DateTimeOffset now)
    {
        string author = authorId ?? "557058:author";
        ConfluencePage page = new()
        {
            Id = _pageIds.Next(),
            Space = space,
            Title = title,
            Body = body,
            AuthorId = author,
            VersionAuthorId = author,
            CreatedAt = now,
            UpdatedAt = now,
        };
        Pages.Add(page);
        return page;
    }

    /// <summary>Adds a label to a page, unless the page has it.</summary>
    public void AddLabel(ConfluencePage page, string prefix, string name)
    {
        ConfluenceLabel? label = _labels.Find(candidate => candidate.Prefix == prefix && candidate.Name == name);
        if (label is null)
        {
            label = new ConfluenceLabel(_labelIds.Next(), prefix, name);
            _labels.Add(label);
        }

        if (!page.Labels.Contains(label))
        {
            page.Labels.Add(label);
        }
    }

    /// <summary>Returns whether another page of the space has the title. Drafts and pages in the trash do not count.</summary>
    public bool HasTitle(ConfluenceSpace space, string title, ConfluencePage? except = null) => VisiblePages.Exists(page =>
        page != except && page.Space == space && page.Title.Equals(title, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns a page and all pages below it, parents first.</summary>
    public List<ConfluencePage> ListTree(ConfluencePage root)
    {
        List<ConfluencePage> tree = [root];
        for (int i = 0; i < tree.Count; i++)
        {
            tree.AddRange(VisiblePages.FindAll(page => page.ParentId == tree[i].Id));
        }

        return tree;
    }
}
