using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The status of an issue.</summary>
/// <remarks>The name is in the language of the site. Jira does not accept a status in the body of an edit. Transition the issue instead.</remarks>
[JsonConverter(typeof(JsonModelConverter<IssueStatus>))]
public sealed class IssueStatus : NamedFieldValue, IJsonValue<IssueStatus>
{
    private static readonly JsonNames s_names = new("self\nid\ndescription\nname\niconUrl\nstatusCategory\n"u8);

    private string? _iconUrl;
    private IssueStatusCategory? _statusCategory;

    /// <summary>Creates an empty object.</summary>
    public IssueStatus()
    {
    }

    /// <summary>The address of the icon.</summary>
    public string? IconUrl
    {
        get => _iconUrl;
        set
        {
            _iconUrl = value;
            OnJsonMemberAssigned(SharedMembers);
        }
    }

    /// <summary>The category.</summary>
    public IssueStatusCategory? StatusCategory
    {
        get => _statusCategory;
        set
        {
            _statusCategory = value;
            OnJsonMemberAssigned(SharedMembers + 1);
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
            case SharedMembers:
                _iconUrl = reader.ReadString();
                break;
            case SharedMembers + 1:
                _statusCategory = reader.ReadModel<IssueStatusCategory>();
                break;
            default:
                base.ReadJsonMember(ref reader, member);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        base.WriteJsonMembers(ref writer);
        writer.WriteString(SharedMembers, _iconUrl);
        writer.WriteModel(SharedMembers + 1, _statusCategory);
    }
}
