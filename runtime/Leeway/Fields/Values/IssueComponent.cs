using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A component of a project.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueComponent>))]
public sealed class IssueComponent : JsonModel, IJsonValue<IssueComponent>
{
    private static readonly JsonNames s_names = new("self\nid\nname\ndescription\n"u8);

    private string? _self;
    private string? _id;
    private string? _name;
    private string? _description;

    /// <summary>Creates an empty object.</summary>
    public IssueComponent()
    {
    }

    /// <summary>Creates a reference to a component by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueComponent(string name)
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

    /// <summary>The description.</summary>
    public string? Description
    {
        get => _description;
        set
        {
            _description = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a reference to a component by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueComponent FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueComponent { Id = id };
    }

    static IssueComponent? IJsonValue<IssueComponent>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueComponent());

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
                _name = reader.ReadString();
                break;
            case 3:
                _description = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _id);
        writer.WriteString(2, _name);
        writer.WriteString(3, _description);
    }
}
