using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A group of users.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueGroup>))]
public sealed class IssueGroup : JsonModel, IJsonValue<IssueGroup>
{
    private static readonly JsonNames s_names = new("name\ngroupId\nself\n"u8);

    private string? _name;
    private string? _groupId;
    private string? _self;

    /// <summary>Creates an empty object.</summary>
    public IssueGroup()
    {
    }

    /// <summary>Creates a reference to a group by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueGroup(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>The name.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The id.</summary>
    public string? GroupId
    {
        get => _groupId;
        set
        {
            _groupId = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The address of the object.</summary>
    public string? Self
    {
        get => _self;
        set
        {
            _self = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a reference to a group by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueGroup FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueGroup { GroupId = id };
    }

    static IssueGroup? IJsonValue<IssueGroup>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueGroup());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _name = reader.ReadString();
                break;
            case 1:
                _groupId = reader.ReadString();
                break;
            case 2:
                _self = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _name);
        writer.WriteString(1, _groupId);
        writer.WriteString(2, _self);
    }
}
