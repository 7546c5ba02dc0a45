using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The category of a status.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueStatusCategory>))]
public sealed class IssueStatusCategory : JsonModel, IJsonValue<IssueStatusCategory>
{
    private static readonly JsonNames s_names = new("self\nid\nkey\ncolorName\nname\n"u8);

    private string? _self;
    private string? _id;
    private string? _key;
    private string? _colorName;
    private string? _name;

    /// <summary>Creates an empty object.</summary>
    public IssueStatusCategory()
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

    /// <summary>The id. Jira writes it as a number.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public string? Id
    {
        get => _id;
        set
        {
            _id = NumericId.Require(value, nameof(Id));
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The key, which is the same in every language: <c>new</c>, <c>indeterminate</c>, <c>done</c> or <c>undefined</c>.</summary>
    public string? Key
    {
        get => _key;
        set
        {
            _key = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The name of the color.</summary>
    public string? ColorName
    {
        get => _colorName;
        set
        {
            _colorName = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The name, in the language of the user.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueStatusCategory? IJsonValue<IssueStatusCategory>.Read(ref JsonModelReader reader) =>
        reader.ReadObject(new IssueStatusCategory());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _id = reader.ReadNumericId();
                break;
            case 2:
                _key = reader.ReadString();
                break;
            case 3:
                _colorName = reader.ReadString();
                break;
            case 4:
                _name = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteNumericId(1, _id);
        writer.WriteString(2, _key);
        writer.WriteString(3, _colorName);
        writer.WriteString(4, _name);
    }
}
