using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;
using Leeway.RichText;

namespace Leeway.Fields;

/// <summary>A comment on an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueComment>))]
public sealed class IssueComment : JsonModel, IJsonValue<IssueComment>
{
    private static readonly JsonNames s_names = new(
        "self\nid\nauthor\nbody\nupdateAuthor\ncreated\nupdated\nvisibility\njsdPublic\n"u8,
        DateTimeForm.JiraPlatform);

    private string? _self;
    private string? _id;
    private IssueUser? _author;
    private AdfDocument? _body;
    private IssueUser? _updateAuthor;
    private DateTimeOffset? _created;
    private DateTimeOffset? _updated;
    private IssueVisibility? _visibility;
    private bool? _jsdPublic;

    /// <summary>Creates an empty object.</summary>
    public IssueComment()
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

    /// <summary>The id.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The user who wrote it.</summary>
    public IssueUser? Author
    {
        get => _author;
        set
        {
            _author = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The text.</summary>
    public AdfDocument? Body
    {
        get => _body;
        set
        {
            _body = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The user who changed it last.</summary>
    public IssueUser? UpdateAuthor
    {
        get => _updateAuthor;
        set
        {
            _updateAuthor = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? Created
    {
        get => _created;
        set
        {
            _created = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? Updated
    {
        get => _updated;
        set
        {
            _updated = value;
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>Who can read it; null if everyone who can see the issue.</summary>
    public IssueVisibility? Visibility
    {
        get => _visibility;
        set
        {
            _visibility = value;
            OnJsonMemberAssigned(7);
        }
    }

    /// <summary>Whether customers of Jira Service Management can read it.</summary>
    public bool? JsdPublic
    {
        get => _jsdPublic;
        set
        {
            _jsdPublic = value;
            OnJsonMemberAssigned(8);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueComment? IJsonValue<IssueComment>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueComment());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _id = reader.ReadString();
                break;
            case 2:
                _author = reader.ReadModel<IssueUser>();
                break;
            case 3:
                _body = reader.ReadModel<AdfDocument>();
                break;
            case 4:
                _updateAuthor = reader.ReadModel<IssueUser>();
                break;
            case 5:
                _created = reader.ReadDateTime();
                break;
            case 6:
                _updated = reader.ReadDateTime();
                break;
            case 7:
                _visibility = reader.ReadModel<IssueVisibility>();
                break;
            case 8:
                _jsdPublic = reader.ReadBoolean();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _id);
        writer.WriteModel(2, _author);
        writer.WriteModel(3, _body);
        writer.WriteModel(4, _updateAuthor);
        writer.WriteDateTime(5, _created);
        writer.WriteDateTime(6, _updated);
        writer.WriteModel(7, _visibility);
        writer.WriteBoolean(8, _jsdPublic);
    }
}
