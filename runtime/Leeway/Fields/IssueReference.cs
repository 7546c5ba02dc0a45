using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>An issue that another issue refers to: its parent, a subtask or the other end of a link.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueReference>))]
public sealed class IssueReference : JsonModel, IJsonValue<IssueReference>
{
    private static readonly JsonNames s_names = new("id\nkey\nself\nfields\n"u8);

    private string? _id;
    private string? _key;
    private string? _self;
    private IssueFields? _fields;

    /// <summary>Creates an empty object.</summary>
    public IssueReference()
    {
    }

    /// <summary>Creates a reference to an issue by its key or its id.</summary>
    /// <param name="keyOrId">The key, or the id, which has only digits.</param>
    public IssueReference(string keyOrId)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyOrId);
        if (keyOrId.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            _key = keyOrId;
        }
        else
        {
            _id = keyOrId;
        }
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

    /// <summary>The key, such as <c>DEMO-1</c>.</summary>
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

    /// <summary>The summary, status, priority and type of the issue. Jira returns no others here.</summary>
    public IssueFields? Fields
    {
        get => _fields;
        set
        {
            _fields = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueReference? IJsonValue<IssueReference>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueReference());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _id = reader.ReadString();
                break;
            case 1:
                _key = reader.ReadString();
                break;
            case 2:
                _self = reader.ReadString();
                break;
            case 3:
                _fields = reader.ReadModel<IssueFields>();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _id);
        writer.WriteString(1, _key);
        writer.WriteString(2, _self);
        writer.WriteMember<IssueFields, ValueCodec<IssueFields>>(3, _fields);
    }
}
