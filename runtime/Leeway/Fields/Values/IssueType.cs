using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The type of an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueType>))]
public sealed class IssueType : NamedFieldValue, IJsonValue<IssueType>
{
    private static readonly JsonNames s_names = new(
        "self\nid\ndescription\nname\niconUrl\nsubtask\navatarId\nentityId\nhierarchyLevel\n"u8);

    private string? _iconUrl;
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
        : base(name)
    {
    }

    /// <summary>The address of the icon.</summary>
    public string? IconUrl
    {
        get => _iconUrl;
        set
        {
            _iconUrl = value;
            OnJsonMemberAssigned(SharedMembers);
        }
    }

    /// <summary>Whether issues of this type are subtasks.</summary>
    public bool? Subtask
    {
        get => _subtask;
        set
        {
            _subtask = value;
            OnJsonMemberAssigned(SharedMembers + 1);
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
            OnJsonMemberAssigned(SharedMembers + 2);
        }
    }

    /// <summary>The id of the type in a team-managed project.</summary>
    public string? EntityId
    {
        get => _entityId;
        set
        {
            _entityId = value;
            OnJsonMemberAssigned(SharedMembers + 3);
        }
    }

    /// <summary>The level in the hierarchy: -1 for subtasks, 0 for standard issues, 1 for epics, and more above.</summary>
    public int? HierarchyLevel
    {
        get => _hierarchyLevel;
        set
        {
            _hierarchyLevel = value;
            OnJsonMemberAssigned(SharedMembers + 4);
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
            case SharedMembers:
                _iconUrl = reader.ReadString();
                break;
            case SharedMembers + 1:
                _subtask = reader.ReadBoolean();
                break;
            case SharedMembers + 2:
                _avatarId = reader.ReadNumericId();
                break;
            case SharedMembers + 3:
                _entityId = reader.ReadString();
                break;
            case SharedMembers + 4:
                _hierarchyLevel = reader.ReadInt32();
                break;
            default:
                base.ReadJsonMember(ref reader, member);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        base.WriteJsonMembers(ref writer);
        writer.WriteString(SharedMembers, _iconUrl);
        writer.WriteBoolean(SharedMembers + 1, _subtask);
        writer.WriteNumericId(SharedMembers + 2, _avatarId);
        writer.WriteString(SharedMembers + 3, _entityId);
        writer.WriteInt32(SharedMembers + 4, _hierarchyLevel);
    }
}
