using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A link from an issue to another issue.</summary>
/// <remarks>To link issues, call the operation that creates an issue link.</remarks>
[JsonConverter(typeof(JsonModelConverter<IssueFieldLink>))]
public sealed class IssueFieldLink : JsonModel, IJsonValue<IssueFieldLink>
{
    private static readonly JsonNames s_names = new("id\nself\ntype\ninwardIssue\noutwardIssue\n"u8);

    private string? _id;
    private string? _self;
    private IssueFieldLinkType? _type;
    private IssueReference? _inwardIssue;
    private IssueReference? _outwardIssue;

    /// <summary>Creates an empty object.</summary>
    public IssueFieldLink()
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

    /// <summary>The address of the object.</summary>
    public string? Self
    {
        get => _self;
        set
        {
            _self = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The type of the link.</summary>
    public IssueFieldLinkType? Type
    {
        get => _type;
        set
        {
            _type = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The other issue, if it is the source of the link.</summary>
    public IssueReference? InwardIssue
    {
        get => _inwardIssue;
        set
        {
            _inwardIssue = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The other issue, if it is the destination of the link.</summary>
    public IssueReference? OutwardIssue
    {
        get => _outwardIssue;
        set
        {
            _outwardIssue = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueFieldLink? IJsonValue<IssueFieldLink>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueFieldLink());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _id = reader.ReadString();
                break;
            case 1:
                _self = reader.ReadString();
                break;
            case 2:
                _type = reader.ReadModel<IssueFieldLinkType>();
                break;
            case 3:
                _inwardIssue = reader.ReadModel<IssueReference>();
                break;
            case 4:
                _outwardIssue = reader.ReadModel<IssueReference>();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _id);
        writer.WriteString(1, _self);
        writer.WriteModel(2, _type);
        writer.WriteModel(3, _inwardIssue);
        writer.WriteModel(4, _outwardIssue);
    }
}
