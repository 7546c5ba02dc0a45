using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A value of a field that the site names, such as a resolution, a component or a version.</summary>
public abstract class NamedFieldValue : JsonModel
{
    /// <summary>The number of members that all named values have. Those of a derived class have the next numbers.</summary>
    private protected const int SharedMembers = 4;

    private static readonly JsonNames s_names = new("self\nid\ndescription\nname\n"u8);

    private string? _self;
    private string? _id;
    private string? _description;
    private string? _name;

    private protected NamedFieldValue()
    {
    }

    /// <exception cref="ArgumentException">The name is null or empty.</exception>
    private protected NamedFieldValue(string name)
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
