using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>An option of a field with a list of options.</summary>
[JsonConverter(typeof(JsonModelConverter<FieldOption>))]
public sealed class FieldOption : JsonModel, IJsonValue<FieldOption>
{
    private static readonly JsonNames s_names = new("self\nvalue\nid\nchild\n"u8);

    private string? _self;
    private string? _value;
    private string? _id;
    private FieldOption? _child;

    /// <summary>Creates an empty object.</summary>
    public FieldOption()
    {
    }

    /// <summary>Creates a reference to an option by its text.</summary>
    /// <param name="value">The text.</param>
    public FieldOption(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
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

    /// <summary>The text of the option.</summary>
    public string? Value
    {
        get => _value;
        set
        {
            _value = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The id.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The selected option of the second list, if the field has two lists that depend on each other.</summary>
    public FieldOption? Child
    {
        get => _child;
        set
        {
            _child = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a reference to an option by its id.</summary>
    /// <param name="id">The id.</param>
    public static FieldOption FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new FieldOption { Id = id };
    }

    static FieldOption? IJsonValue<FieldOption>.Read(ref JsonModelReader reader) => reader.ReadObject(new FieldOption());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _value = reader.ReadString();
                break;
            case 2:
                _id = reader.ReadString();
                break;
            case 3:
                _child = reader.ReadModel<FieldOption>();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _value);
        writer.WriteString(2, _id);
        writer.WriteModel(3, _child);
    }
}
