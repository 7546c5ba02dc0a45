using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The status of an issue.</summary>
/// <remarks>Jira does not accept a status in the body of an edit. Transition the issue instead.</remarks>
[JsonConverter(typeof(JsonModelConverter<IssueStatus>))]
public sealed class IssueStatus : JsonModel, IJsonValue<IssueStatus>
{
    private static readonly JsonNames s_names = new("self\ndescription\niconUrl\nname\nid\nstatusCategory\n"u8);

    private string? _self;
    private string? _description;
    private string? _iconUrl;
    private string? _name;
    private string? _id;
    private IssueStatusCategory? _statusCategory;

    /// <summary>Creates an empty object.</summary>
    public IssueStatus()
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

    /// <summary>The description.</summary>
    public string? Description
    {
        get => _description;
        set
        {
            _description = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The address of the icon.</summary>
    public string? IconUrl
    {
        get => _iconUrl;
        set
        {
            _iconUrl = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The name, in the language of the site.</summary>
    public string? Name
    {
        get => _name;
        set
        {
            _name = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The id.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>The category.</summary>
    public IssueStatusCategory? StatusCategory
    {
        get => _statusCategory;
        set
        {
            _statusCategory = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueStatus? IJsonValue<IssueStatus>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueStatus());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _description = reader.ReadString();
                break;
            case 2:
                _iconUrl = reader.ReadString();
                break;
            case 3:
                _name = reader.ReadString();
                break;
            case 4:
                _id = reader.ReadString();
                break;
            case 5:
                _statusCategory = reader.ReadModel<IssueStatusCategory>();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _description);
        writer.WriteString(2, _iconUrl);
        writer.WriteString(3, _name);
        writer.WriteString(4, _id);
        writer.WriteModel(5, _statusCategory);
    }
}
