using Leeway.Simulator.Operations;
using Leeway.Simulator.Site.Confluence;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Confluence product of a site: spaces, pages, labels and long tasks.</summary>
public sealed class SimulatedConfluence
{
    private const int FirstTaskId = 131073;

    private static readonly DateTimeOffset s_createdAt = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly ConfluenceState _state = new();
    private readonly OperationTable _operations = new();
    private readonly TaskQueue _tasks;

    internal SimulatedConfluence(TaskOptions tasks)
    {
        _tasks = new TaskQueue(tasks, FirstTaskId);
        new PageOperations(_state).AddTo(_operations);
        new LabelOperations(_state).AddTo(_operations);
        new ContentOperations(_state).AddTo(_operations);
        new LongTaskOperations(_state, _tasks).AddTo(_operations);
    }

    /// <summary>The operations that are served.</summary>
    internal IReadOnlyCollection<SimulatedOperation> Operations => _operations.Operations;

    /// <summary>Adds a space.</summary>
    /// <param name="key">The key of the space, such as <c>DOC</c>.</param>
    /// <param name="name">The name of the space.</param>
    /// <returns>The id of the space.</returns>
    public string AddSpace(string key, string name)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            return _state.AddSpace(key, name, s_createdAt).Id;
        }
    }

    /// <summary>Adds a page.</summary>
    /// <param name="spaceId">The id of the space that contains the page.</param>
    /// <param name="title">The title of the page.</param>
    /// <returns>The id of the page.</returns>
    /// <exception cref="ArgumentException">The space does not exist.</exception>
    public string AddPage(string spaceId, string title) => AddPage(spaceId, title, $"<p>{title}</p>", null, s_createdAt);

    /// <summary>Adds a page with a body.</summary>
    /// <param name="spaceId">The id of the space that contains the page.</param>
    /// <param name="title">The title of the page.</param>
    /// <param name="storage">The body in the storage format.</param>
    /// <param name="parentId">The id of the parent; <see langword="null"/> for a page at the top of the space.</param>
    /// <param name="createdAt">The time when the page was created.</param>
    /// <returns>The id of the page.</returns>
    /// <exception cref="ArgumentException">The space or the parent does not exist.</exception>
    public string AddPage(string spaceId, string title, string storage, string? parentId, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(storage);
        lock (_lock)
        {
            ConfluenceSpace space = _state.FindSpace(spaceId)
                ?? throw new ArgumentException($"There is no space '{spaceId}'. Add it with {nameof(AddSpace)}.", nameof(spaceId));
            if (parentId is not null && _state.FindPage(parentId) is null)
            {
                throw new ArgumentException($"There is no page '{parentId}'. Add it first.", nameof(parentId));
            }

            ConfluencePage page = _state.AddPage(space, title, PageBody.OfStorage(storage), null, createdAt);
            page.ParentId = parentId;
            return page.Id;
        }
    }

    /// <summary>Adds a label to a page.</summary>
    /// <param name="pageId">The id of the page.</param>
    /// <param name="name">The name of the label.</param>
    /// <exception cref="ArgumentException">The page does not exist.</exception>
    public void AddLabel(string pageId, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            _state.AddLabel(
                _state.FindPage(pageId) ?? throw new ArgumentException($"There is no page '{pageId}'. Add it first.", nameof(pageId)), "global", name);
        }
    }

    internal SimulatedResponse Handle(SiteRequest call)
    {
        lock (_lock)
        {
            _tasks.Advance(call.Now);
            return _operations.Handle(call);
        }
    }
}
