using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The epic of an issue, as Jira Software's boards return it.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueEpic>))]
public sealed class IssueEpic : JsonModel, IJsonValue<IssueEpic>
{
    private static readonly JsonNames s_names = new("id\nkey\nself\nname\nsummary\ndone\n"u8);

    private string? _id;
    private string? _key;
    private string? _self;
    private string? _name;
    private string? _summary;
    private bool? _done;

    /// <summary>Creates an empty object.</summary>
    public IssueEpic()
    {
    }

    /// <summary>The id. Jira writes it as a number.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public string? Id
    {
        get => _id;
        set
        {
            _id = NumericId.Require(value, nameof(Id));
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The key.</summary>
    public string? Key
    {
        get => _key;
        set
        {
            _key = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The address of the object.</summary>
    public string? Self
    {
        get => _self;
        set
        {
            _self = value;
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

    /// <summary>The summary.</summary>
    public string? Summary
    {
        get => _summary;
        set
        {
            _summary = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>Whether the epic is done.</summary>
    public bool? Done
    {
        get => _done;
        set
        {
            _done = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueEpic? IJsonValue<IssueEpic>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueEpic());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _id = reader.ReadNumericId();
                break;
            case 1:
                _key = reader.ReadString();
                break;
            case 2:
                _self = reader.ReadString();
                break;
            case 3:
                _name = reader.ReadString();
                break;
            case 4:
                _summary = reader.ReadString();
                break;
            case 5:
                _done = reader.ReadBoolean();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteNumericId(0, _id);
        writer.WriteString(1, _key);
        writer.WriteString(2, _self);
        writer.WriteString(3, _name);
        writer.WriteString(4, _summary);
        writer.WriteBoolean(5, _done);
    }
}
