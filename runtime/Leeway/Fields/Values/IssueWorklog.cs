using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;
using Leeway.RichText;

namespace Leeway.Fields;

/// <summary>A record of work on an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueWorklog>))]
public sealed class IssueWorklog : JsonModel, IJsonValue<IssueWorklog>
{
    private static readonly JsonNames s_names = new(
        "self\nauthor\nupdateAuthor\ncomment\ncreated\nupdated\nvisibility\nstarted\ntimeSpent\ntimeSpentSeconds\nid\nissueId\n"u8,
        DateTimeForm.JiraPlatform);

    private string? _self;
    private IssueUser? _author;
    private IssueUser? _updateAuthor;
    private AdfDocument? _comment;
    private DateTimeOffset? _created;
    private DateTimeOffset? _updated;
    private IssueVisibility? _visibility;
    private DateTimeOffset? _started;
    private string? _timeSpent;
    private long? _timeSpentSeconds;
    private string? _id;
    private string? _issueId;

    /// <summary>Creates an empty object.</summary>
    public IssueWorklog()
    {
    }

    /// <summary>The address of the object.</summary>
    public string? Self
    {
        get => _self;
        set
        {
            _self = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The user who logged the work.</summary>
    public IssueUser? Author
    {
        get => _author;
        set
        {
            _author = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The user who changed the record last.</summary>
    public IssueUser? UpdateAuthor
    {
        get => _updateAuthor;
        set
        {
            _updateAuthor = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The description of the work.</summary>
    public AdfDocument? Comment
    {
        get => _comment;
        set
        {
            _comment = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>When the work was logged.</summary>
    public DateTimeOffset? Created
    {
        get => _created;
        set
        {
            _created = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>When the record was last changed.</summary>
    public DateTimeOffset? Updated
    {
        get => _updated;
        set
        {
            _updated = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>Who can read it; null if everyone who can see the issue.</summary>
    public IssueVisibility? Visibility
    {
        get => _visibility;
        set
        {
            _visibility = value;
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>When the work started.</summary>
    public DateTimeOffset? Started
    {
        get => _started;
        set
        {
            _started = value;
            OnJsonMemberAssigned(7);
        }
    }

    /// <summary>The time spent, such as <c>3h</c>.</summary>
    public string? TimeSpent
    {
        get => _timeSpent;
        set
        {
            _timeSpent = value;
            OnJsonMemberAssigned(8);
        }
    }

    /// <summary>The time spent in seconds.</summary>
    public long? TimeSpentSeconds
    {
        get => _timeSpentSeconds;
        set
        {
            _timeSpentSeconds = value;
            OnJsonMemberAssigned(9);
        }
    }

    /// <summary>The id.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(10);
        }
    }

    /// <summary>The id of the issue.</summary>
    public string? IssueId
    {
        get => _issueId;
        set
        {
            _issueId = value;
            OnJsonMemberAssigned(11);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueWorklog? IJsonValue<IssueWorklog>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueWorklog());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _author = reader.ReadModel<IssueUser>();
                break;
            case 2:
                _updateAuthor = reader.ReadModel<IssueUser>();
                break;
            case 3:
                _comment = reader.ReadModel<AdfDocument>();
                break;
            case 4:
                _created = reader.ReadDateTime();
                break;
            case 5:
                _updated = reader.ReadDateTime();
                break;
            case 6:
                _visibility = reader.ReadModel<IssueVisibility>();
                break;
            case 7:
                _started = reader.ReadDateTime();
                break;
            case 8:
                _timeSpent = reader.ReadString();
                break;
            case 9:
                _timeSpentSeconds = reader.ReadInt64();
                break;
            case 10:
                _id = reader.ReadString();
                break;
            case 11:
                _issueId = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteModel(1, _author);
        writer.WriteModel(2, _updateAuthor);
        writer.WriteModel(3, _comment);
        writer.WriteDateTime(4, _created);
        writer.WriteDateTime(5, _updated);
        writer.WriteModel(6, _visibility);
        writer.WriteDateTime(7, _started);
        writer.WriteString(8, _timeSpent);
        writer.WriteInt64(9, _timeSpentSeconds);
        writer.WriteString(10, _id);
        writer.WriteString(11, _issueId);
    }
}
