using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Operations;
using Leeway.Simulator.Site.Jira;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>The Jira product of a site: projects, issues with fields, comments, worklogs and attachments, users, and tasks.</summary>
public sealed class SimulatedJira
{
    private const int FirstTaskId = 10641;

    private readonly Lock _lock = new();
    private readonly JiraState _state = SystemData.CreateState();
    private readonly OperationTable _operations = new();
    private readonly IssueOperations _issues;
    private readonly AttachmentOperations _attachments;
    private readonly TaskQueue _tasks;
    private readonly WebhookRegistry _webhooks;
    private readonly EventWriter _eventWriter;
    private readonly List<RaisedEvent> _raised = [];

    internal SimulatedJira(TaskOptions tasks, WebhookRegistrationOptions webhooks)
    {
        _tasks = new TaskQueue(tasks, FirstTaskId);
        _webhooks = new WebhookRegistry(_state, webhooks);
        FieldReader fieldReader = new(_state);
        FieldWriter fieldWriter = new(_state);
        FieldOperations fields = new(_state);
        IssueEditor editor = new(_state, fieldReader, fieldWriter);
        IssueWriter issueWriter = new(_state, fieldWriter, fields);
        _eventWriter = new EventWriter(issueWriter);
        _issues = new IssueOperations(_state, editor, issueWriter);
        _attachments = new AttachmentOperations(_state);

        _issues.AddTo(_operations);
        fields.AddTo(_operations);
        _attachments.AddTo(_operations);
        new CommentOperations(_state, editor).AddTo(_operations);
        new WorklogOperations(_state, editor).AddTo(_operations);
        new ChangelogOperations(_state).AddTo(_operations);
        new LinkOperations(_state, editor, issueWriter).AddTo(_operations);
        new WatcherOperations(_state).AddTo(_operations);
        new PropertyOperations(_state).AddTo(_operations);
        new SearchOperations(_state, issueWriter).AddTo(_operations);
        new UserOperations(_state).AddTo(_operations);
        new ProjectOperations(_state).AddTo(_operations);
        new SettingOperations(_state).AddTo(_operations);
        new TaskOperations(_state, _tasks, editor).AddTo(_operations);
        new BulkOperations(_state, _tasks, editor, fieldReader).AddTo(_operations);
        new WebhookOperations(_webhooks, webhooks).AddTo(_operations);
        new AdminWebhookOperations(_webhooks).AddTo(_operations);
    }

    /// <summary>The uploaded files, in order.</summary>
    public IReadOnlyList<SimulatedAttachment> Attachments
    {
        get
        {
            lock (_lock)
            {
                return [.. _state.Attachments];
            }
        }
    }

    /// <summary>The dynamic webhooks that are registered, including expired ones that can still be refreshed.</summary>
    public IReadOnlyList<SimulatedWebhook> Webhooks
    {
        get
        {
            lock (_lock)
            {
                return [.. _webhooks.Webhooks];
            }
        }
    }

    /// <summary>The webhooks of administrators, in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedAdminWebhook> AdminWebhooks
    {
        get
        {
            lock (_lock)
            {
                return [.. _webhooks.AdminWebhooks];
            }
        }
    }

    /// <summary>The users, in the order in which they were added.</summary>
    internal IReadOnlyList<Account> Users
    {
        get
        {
            lock (_lock)
            {
                return [.. _state.Users];
            }
        }
    }

    /// <summary>The operations that are served.</summary>
    internal IReadOnlyCollection<SimulatedOperation> Operations => _operations.Operations;

    /// <summary>Adds a project.</summary>
    /// <param name="key">The key of the project, such as <c>DEMO</c>.</param>
    /// <param name="name">The name of the project.</param>
    /// <returns>The id of the project.</returns>
    public string AddProject(string key, string name)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            JiraProject project = new(_state.ProjectIds.Next(), key, name);
            _state.Projects.Add(project);
            return project.Id;
        }
    }

    /// <summary>Adds a component to a project.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="name">The name of the component.</param>
    /// <param name="description">The description of the component.</param>
    /// <returns>The id of the component.</returns>
    /// <exception cref="ArgumentException">The project does not exist.</exception>
    public string AddComponent(string projectKey, string name, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            JiraComponent component = new(_state.ComponentIds.Next(), name, description);
            FindProject(projectKey).Components.Add(component);
            return component.Id;
        }
    }

    /// <summary>Adds a version to a project.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="name">The name of the version.</param>
    /// <param name="releaseDate">The date of the release; <see langword="null"/> if none is planned.</param>
    /// <param name="isReleased">Whether the version was released.</param>
    /// <returns>The id of the version.</returns>
    /// <exception cref="ArgumentException">The project does not exist.</exception>
    public string AddVersion(string projectKey, string name, DateOnly? releaseDate = null, bool isReleased = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            JiraVersion version = new(_state.VersionIds.Next(), name, null, releaseDate, isReleased);
            FindProject(projectKey).Versions.Add(version);
            return version.Id;
        }
    }

    /// <summary>Adds a custom field, which all projects and issue types use.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="type">The type of the field.</param>
    /// <param name="options">The options of a field with options. <see cref="AddFieldOption"/> adds options below others.</param>
    /// <returns>The id of the field, such as <c>customfield_10010</c>.</returns>
    public string AddField(string name, CustomFieldType type, params ReadOnlySpan<string> options)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            JiraField field = CustomFields.Create(_state, name, type);
            foreach (string option in options)
            {
                field.Options.Add(new JiraOption(_state.OptionIds.Next(), option, null));
            }

            return field.Id;
        }
    }

    /// <summary>Adds a custom field of a type that an app provides.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="customType">The key of the type, such as <c>com.example.app:rating</c>, or the ARI of the extension of a Forge app.</param>
    /// <param name="schemaType">The type in the schema, such as <c>string</c>, <c>number</c>, <c>array</c> or <c>object</c>.</param>
    /// <param name="schemaItems">The type of the items in the schema, if <paramref name="schemaType"/> is <c>array</c>.</param>
    /// <returns>The id of the field.</returns>
    public string AddField(string name, string customType, string schemaType, string? schemaItems = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(customType);
        ArgumentNullException.ThrowIfNull(schemaType);
        lock (_lock)
        {
            return CustomFields.Create(_state, name, customType, schemaType, schemaItems).Id;
        }
    }

    /// <summary>Adds an option to a custom field.</summary>
    /// <param name="fieldId">The id of the field.</param>
    /// <param name="value">The text of the option.</param>
    /// <param name="parentOptionId">The id of the option that it is below, for a <see cref="CustomFieldType.CascadingSelect"/>.</param>
    /// <returns>The id of the option.</returns>
    /// <exception cref="ArgumentException">The field, or the parent option, does not exist.</exception>
    public string AddFieldOption(string fieldId, string value, string? parentOptionId = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_lock)
        {
            JiraField field = _state.FindField(fieldId)
                ?? throw new ArgumentException($"There is no field '{fieldId}'. Add it with {nameof(AddField)}.", nameof(fieldId));
            if (parentOptionId is not null && field.FindOption(parentOptionId) is null)
            {
                throw new ArgumentException($"The field {field} has no option '{parentOptionId}'. Add it first.", nameof(parentOptionId));
            }

            JiraOption option = new(_state.OptionIds.Next(), value, parentOptionId);
            field.Options.Add(option);
            return option.Id;
        }
    }

    /// <summary>Adds an issue.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="summary">The summary of the issue.</param>
    /// <returns>The key of the issue.</returns>
    /// <exception cref="ArgumentException">The project does not exist.</exception>
    public string AddIssue(string projectKey, string summary) => AddIssue(projectKey, summary, default(DateTimeOffset));

    /// <summary>Adds an issue that was created at a time.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="summary">The summary of the issue.</param>
    /// <param name="createdAt">The time when the issue was created.</param>
    /// <returns>The key of the issue.</returns>
    /// <exception cref="ArgumentException">The project does not exist.</exception>
    public string AddIssue(string projectKey, string summary, DateTimeOffset createdAt) =>
        AddIssue(projectKey, "Task", new JsonObject { [FieldIds.Summary] = summary }, null, createdAt);

    /// <summary>Adds an issue with fields.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="issueType">The name of the issue type: <c>Epic</c>, <c>Story</c>, <c>Task</c>, <c>Bug</c> or <c>Subtask</c>.</param>
    /// <param name="fields">The values by field id, as in a request that creates an issue.</param>
    /// <returns>The key of the issue.</returns>
    /// <exception cref="ArgumentException">The project does not exist, or Jira would reject a value.</exception>
    public string AddIssue(string projectKey, string issueType, JsonObject fields) => AddIssue(projectKey, issueType, fields, null, default);

    /// <summary>Adds an issue with fields, a creator and a time.</summary>
    /// <param name="projectKey">The key of the project.</param>
    /// <param name="issueType">The name of the issue type: <c>Epic</c>, <c>Story</c>, <c>Task</c>, <c>Bug</c> or <c>Subtask</c>.</param>
    /// <param name="fields">The values by field id, as in a request that creates an issue.</param>
    /// <param name="creator">The creator and reporter; <see langword="null"/> for a service account.</param>
    /// <param name="createdAt">The time when the issue was created.</param>
    /// <returns>The key of the issue.</returns>
    /// <exception cref="ArgumentException">The project does not exist, or Jira would reject a value.</exception>
    public string AddIssue(string projectKey, string issueType, JsonObject fields, Account? creator, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(fields);
        lock (_lock)
        {
            JsonObject all = (JsonObject)fields.DeepClone();
            all[FieldIds.Project] = new JsonObject { ["key"] = FindProject(projectKey).Key };
            all[FieldIds.IssueType] = new JsonObject { ["name"] = issueType };
            JiraIssue? issue = _issues.Create(new JsonObject { ["fields"] = all }, creator, createdAt, out JsonObject errors);

            // What a test adds is as if it had existed before.
            _state.Events.Clear();
            return issue?.Key
                ?? throw new ArgumentException($"Jira rejects the issue: {errors.ToJsonString()}", nameof(fields));
        }
    }

    /// <summary>Adds a comment to an issue.</summary>
    /// <param name="issueIdOrKey">The id or key of the issue.</param>
    /// <param name="text">The text, with a paragraph for each line.</param>
    /// <param name="author">The author; <see langword="null"/> for a service account.</param>
    /// <param name="createdAt">The time of the comment.</param>
    /// <returns>The id of the comment.</returns>
    /// <exception cref="ArgumentException">The issue does not exist.</exception>
    public string AddComment(string issueIdOrKey, string text, Account? author = null, DateTimeOffset createdAt = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_lock)
        {
            JiraComment comment = new(_state.CommentIds.Next(), author, createdAt) { Body = AdfText.CreateDocument(text) };
            FindIssue(issueIdOrKey).Comments.Add(comment);
            return comment.Id;
        }
    }

    /// <summary>Adds a file to an issue.</summary>
    /// <param name="issueIdOrKey">The id or key of the issue.</param>
    /// <param name="fileName">The name of the file.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="mimeType">The media type of the file.</param>
    /// <param name="createdAt">The time of the upload.</param>
    /// <exception cref="ArgumentException">The issue does not exist.</exception>
    public SimulatedAttachment AddAttachment(
        string issueIdOrKey,
        string fileName,
        SimulatedContent content,
        string mimeType = "application/octet-stream",
        DateTimeOffset createdAt = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        lock (_lock)
        {
            return _attachments.Attach(FindIssue(issueIdOrKey), fileName, mimeType, content, createdAt);
        }
    }

    /// <summary>Adds a user. An account that was added before is not added again.</summary>
    /// <param name="user">The user.</param>
    /// <param name="hasPermissions">
    /// Whether the user can see issues and be assigned to them. Searches that require a permission skip users without.
    /// </param>
    public void AddUser(Account user, bool hasPermissions = true)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (_lock)
        {
            if (_state.FindUser(user.AccountId) is not null)
            {
                return;
            }

            _state.Users.Add(user);
            if (!hasPermissions)
            {
                _state.Guests.Add(user);
            }
        }
    }

    /// <summary>Adds the webhook of an administrator. It gets events that happen later.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <exception cref="ArgumentException">The query is invalid, or uses something that the simulator does not support.</exception>
    public void AddAdminWebhook(SimulatedAdminWebhook webhook)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        lock (_lock)
        {
            try
            {
                _webhooks.Add(webhook);
            }
            catch (FormatException exception)
            {
                throw new ArgumentException($"The query of the webhook is rejected: {exception.Message}", nameof(webhook), exception);
            }
        }
    }

    /// <summary>Adds a group.</summary>
    /// <param name="name">The name of the group, which is also its id.</param>
    public void AddGroup(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            _state.Groups.Add(name);
        }
    }

    internal SimulatedAttachment? FindByMediaToken(string id, string token)
    {
        lock (_lock)
        {
            return _state.Attachments.Find(attachment => attachment.Id == id && attachment.MediaToken == token);
        }
    }

    /// <summary>Returns the id of an issue, so that calls by key and by id count for the same issue.</summary>
    internal string? FindIssueId(string idOrKey)
    {
        lock (_lock)
        {
            return _state.FindIssue(idOrKey)?.Id;
        }
    }

    /// <summary>Returns the key of the issue that was created first; null if there is none.</summary>
    internal string? FindFirstIssueKey()
    {
        lock (_lock)
        {
            return _state.Issues.FirstOrDefault()?.Key;
        }
    }

    internal SimulatedResponse Handle(SiteRequest call)
    {
        lock (_lock)
        {
            _tasks.Advance(call.Now);
            RaiseEvents(call, isSecondary: true);
            int tasks = _tasks.Tasks.Count;
            SimulatedResponse response = _operations.Handle(call);
            RaiseEvents(call, isSecondary: _tasks.Tasks.Count > tasks);
            return response;
        }
    }

    /// <summary>Registers a dynamic webhook for the account of a call.</summary>
    /// <exception cref="ArgumentException">The webhook is rejected.</exception>
    internal SimulatedWebhook Register(RegisteredApp app, SiteRequest call, Uri url, JsonObject details)
    {
        lock (_lock)
        {
            _webhooks.RemoveExpired(call.Now);
            List<string> errors = _webhooks.FindUrlFault(app, url) is { } fault ? [fault] : [];
            return (errors.Count == 0 ? _webhooks.Register(app, call.Caller!, url, details, call.Now, out errors) : null)
                ?? throw new ArgumentException($"Jira rejects the webhook: {string.Join(". ", errors)}");
        }
    }

    /// <summary>Raises an event that no operation caused.</summary>
    internal void Raise(SiteRequest call, string eventName, string? issueIdOrKey, JsonObject? members)
    {
        lock (_lock)
        {
            JiraIssue? issue = issueIdOrKey is null ? null : FindIssue(issueIdOrKey);
            _state.Events.Add(new JiraEvent(eventName, issue, call.Caller, call.Now) { Members = members });
            RaiseEvents(call, isSecondary: false);
        }
    }

    /// <summary>Returns the events that webhooks match, once.</summary>
    internal IReadOnlyList<RaisedEvent> TakeEvents()
    {
        lock (_lock)
        {
            RaisedEvent[] events = [.. _raised];
            _raised.Clear();
            return events;
        }
    }

    private void RaiseEvents(SiteRequest call, bool isSecondary)
    {
        foreach (JiraEvent happened in _state.Events)
        {
            if (_webhooks.Match(happened, () => _eventWriter.Write(call, happened)) is { } raised)
            {
                _raised.Add(raised with { IsSecondary = isSecondary || happened.IsSecondary });
            }
        }

        _state.Events.Clear();
    }

    private JiraProject FindProject(string key) =>
        _state.FindProject(key) ?? throw new ArgumentException($"There is no project '{key}'. Add it first.", nameof(key));

    private JiraIssue FindIssue(string idOrKey) =>
        _state.FindIssue(idOrKey) ?? throw new ArgumentException($"There is no issue '{idOrKey}'. Add it first.", nameof(idOrKey));
}
