using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The type of an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueType>))]
public sealed class IssueType : JsonModel, IJsonValue<IssueType>
{
    private static readonly JsonNames s_names = new(
        "self\nid\ndescription\niconUrl\nname\nsubtask\navatarId\nentityId\nhierarchyLevel\n"u8);

    private string? _self;
    private string? _id;
    private string? _description;
    private string? _iconUrl;
    private string? _name;
    private bool? _subtask;
    private string? _avatarId;
    private string? _entityId;
    private int? _hierarchyLevel;

    /// <summary>Creates an empty object.</summary>
    public IssueType()
    {
    }

    /// <summary>Creates a reference to an issue type by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueType(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
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

    /// <summary>The description.</summary>
    public string? Description
    {
        get => _description;
        set
        {
            _description = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The address of the icon.</summary>
    public string? IconUrl
    {
        get => _iconUrl;
        set
        {
            _iconUrl = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The name.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>Whether issues of this type are subtasks.</summary>
    public bool? Subtask
    {
        get => _subtask;
        set
        {
            _subtask = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>The id of the avatar. Jira writes it as a number.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public string? AvatarId
    {
        get => _avatarId;
        set
        {
            _avatarId = NumericId.Require(value, nameof(AvatarId));
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>The id of the type in a team-managed project.</summary>
    public string? EntityId
    {
        get => _entityId;
        set
        {
            _entityId = value;
            OnJsonMemberAssigned(7);
        }
    }

    /// <summary>The level in the hierarchy: -1 for subtasks, 0 for standard issues, 1 for epics, and more above.</summary>
    public int? HierarchyLevel
    {
        get => _hierarchyLevel;
        set
        {
            _hierarchyLevel = value;
            OnJsonMemberAssigned(8);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a reference to an issue type by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueType FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueType { Id = id };
    }

    static IssueType? IJsonValue<IssueType>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueType());

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
                _description = reader.ReadString();
                break;
            case 3:
                _iconUrl = reader.ReadString();
                break;
            case 4:
                _name = reader.ReadString();
                break;
            case 5:
                _subtask = reader.ReadBoolean();
                break;
            case 6:
                _avatarId = reader.ReadNumericId();
                break;
            case 7:
                _entityId = reader.ReadString();
                break;
            case 8:
                _hierarchyLevel = reader.ReadInt32();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _id);
        writer.WriteString(2, _description);
        writer.WriteString(3, _iconUrl);
        writer.WriteString(4, _name);
        writer.WriteBoolean(5, _subtask);
        writer.WriteNumericId(6, _avatarId);
        writer.WriteString(7, _entityId);
        writer.WriteInt32(8, _hierarchyLevel);
    }
}
