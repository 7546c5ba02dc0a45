using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The resolution of an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueResolution>))]
public sealed class IssueResolution : JsonModel, IJsonValue<IssueResolution>
{
    private static readonly JsonNames s_names = new("self\nid\ndescription\nname\n"u8);

    private string? _self;
    private string? _id;
    private string? _description;
    private string? _name;

    /// <summary>Creates an empty object.</summary>
    public IssueResolution()
    {
    }

    /// <summary>Creates a reference to a resolution by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueResolution(string name)
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

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a reference to a resolution by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueResolution FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueResolution { Id = id };
    }

    static IssueResolution? IJsonValue<IssueResolution>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueResolution());

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
                _name = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _id);
        writer.WriteString(2, _description);
        writer.WriteString(3, _name);
    }
}
