using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The project of an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueProject>))]
public sealed class IssueProject : JsonModel, IJsonValue<IssueProject>
{
    private static readonly JsonNames s_names = new("self\nid\nkey\nname\nprojectTypeKey\nsimplified\navatarUrls\nprojectCategory\n"u8);

    private string? _self;
    private string? _id;
    private string? _key;
    private string? _name;
    private string? _projectTypeKey;
    private bool? _simplified;
    private IReadOnlyDictionary<string, string>? _avatarUrls;
    private IssueProjectCategory? _projectCategory;

    /// <summary>Creates an empty object.</summary>
    public IssueProject()
    {
    }

    /// <summary>Creates a reference to a project by its key or its id.</summary>
    /// <param name="keyOrId">The key, or the id, which has only digits.</param>
    public IssueProject(string keyOrId)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyOrId);
        if (keyOrId.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            _key = keyOrId;
        }
        else
        {
            _id = keyOrId;
        }
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

    /// <summary>The key, such as <c>DEMO</c>.</summary>
    public string? Key
    {
        get => _key;
        set
        {
            _key = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The name.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The type of the project, such as <c>software</c>.</summary>
    public string? ProjectTypeKey
    {
        get => _projectTypeKey;
        set
        {
            _projectTypeKey = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>Whether the project is team-managed.</summary>
    public bool? Simplified
    {
        get => _simplified;
        set
        {
            _simplified = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>The addresses of the avatar, by size, such as <c>48x48</c>.</summary>
    public IReadOnlyDictionary<string, string>? AvatarUrls
    {
        get => _avatarUrls;
        set
        {
            _avatarUrls = value;
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>The category of the project.</summary>
    public IssueProjectCategory? ProjectCategory
    {
        get => _projectCategory;
        set
        {
            _projectCategory = value;
            OnJsonMemberAssigned(7);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueProject? IJsonValue<IssueProject>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueProject());

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
                _key = reader.ReadString();
                break;
            case 3:
                _name = reader.ReadString();
                break;
            case 4:
                _projectTypeKey = reader.ReadString();
                break;
            case 5:
                _simplified = reader.ReadBoolean();
                break;
            case 6:
                _avatarUrls = reader.ReadMap<string, StringCodec>();
                break;
            case 7:
                _projectCategory = reader.ReadModel<IssueProjectCategory>();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _id);
        writer.WriteString(2, _key);
        writer.WriteString(3, _name);
        writer.WriteString(4, _projectTypeKey);
        writer.WriteBoolean(5, _simplified);
        writer.WriteMap<string, StringCodec>(6, _avatarUrls);
        writer.WriteModel(7, _projectCategory);
    }
}
