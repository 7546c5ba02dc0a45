using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The group or the role whose members can read a comment or a worklog.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueVisibility>))]
public sealed class IssueVisibility : JsonModel, IJsonValue<IssueVisibility>
{
    private static readonly JsonNames s_names = new("type\nvalue\nidentifier\n"u8);

    private string? _type;
    private string? _value;
    private string? _identifier;

    /// <summary>Creates an empty object.</summary>
    public IssueVisibility()
    {
    }

    /// <summary><c>group</c> or <c>role</c>.</summary>
    public string? Type
    {
        get => _type;
        set
        {
            _type = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The name of the group or role.</summary>
    public string? Value
    {
        get => _value;
        set
        {
            _value = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The id of the group, or the name of the role.</summary>
    public string? Identifier
    {
        get => _identifier;
        set
        {
            _identifier = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueVisibility? IJsonValue<IssueVisibility>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueVisibility());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _type = reader.ReadString();
                break;
            case 1:
                _value = reader.ReadString();
                break;
            case 2:
                _identifier = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _type);
        writer.WriteString(1, _value);
        writer.WriteString(2, _identifier);
    }
}
