using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The type of a link between issues.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueFieldLinkType>))]
public sealed class IssueFieldLinkType : JsonModel, IJsonValue<IssueFieldLinkType>
{
    private static readonly JsonNames s_names = new("id\nname\ninward\noutward\nself\n"u8);

    private string? _id;
    private string? _name;
    private string? _inward;
    private string? _outward;
    private string? _self;

    /// <summary>Creates an empty object.</summary>
    public IssueFieldLinkType()
    {
    }

    /// <summary>The id.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The name, such as <c>Blocks</c>.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The link as the destination sees it, such as <c>is blocked by</c>.</summary>
    public string? Inward
    {
        get => _inward;
        set
        {
            _inward = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The link as the source sees it, such as <c>blocks</c>.</summary>
    public string? Outward
    {
        get => _outward;
        set
        {
            _outward = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The address of the object.</summary>
    public string? Self
    {
        get => _self;
        set
        {
            _self = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueFieldLinkType? IJsonValue<IssueFieldLinkType>.Read(ref JsonModelReader reader) =>
        reader.ReadObject(new IssueFieldLinkType());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _id = reader.ReadString();
                break;
            case 1:
                _name = reader.ReadString();
                break;
            case 2:
                _inward = reader.ReadString();
                break;
            case 3:
                _outward = reader.ReadString();
                break;
            case 4:
                _self = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _id);
        writer.WriteString(1, _name);
        writer.WriteString(2, _inward);
        writer.WriteString(3, _outward);
        writer.WriteString(4, _self);
    }
}
