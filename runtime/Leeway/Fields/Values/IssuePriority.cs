using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The priority of an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssuePriority>))]
public sealed class IssuePriority : JsonModel, IJsonValue<IssuePriority>
{
    private static readonly JsonNames s_names = new("self\niconUrl\nname\nid\n"u8);

    private string? _self;
    private string? _iconUrl;
    private string? _name;
    private string? _id;

    /// <summary>Creates an empty object.</summary>
    public IssuePriority()
    {
    }

    /// <summary>Creates a reference to a priority by its name.</summary>
    /// <param name="name">The name.</param>
    public IssuePriority(string name)
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

    /// <summary>The address of the icon.</summary>
    public string? IconUrl
    {
        get => _iconUrl;
        set
        {
            _iconUrl = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The name.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The id.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a reference to a priority by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssuePriority FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssuePriority { Id = id };
    }

    static IssuePriority? IJsonValue<IssuePriority>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssuePriority());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _iconUrl = reader.ReadString();
                break;
            case 2:
                _name = reader.ReadString();
                break;
            case 3:
                _id = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _iconUrl);
        writer.WriteString(2, _name);
        writer.WriteString(3, _id);
    }
}
