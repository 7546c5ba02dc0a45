using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The first comments on an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueCommentPage>))]
public sealed class IssueCommentPage : JsonModel, IJsonValue<IssueCommentPage>
{
    private static readonly JsonNames s_names = new("comments\nself\nmaxResults\ntotal\nstartAt\n"u8);

    private IReadOnlyList<IssueComment>? _comments;
    private string? _self;
    private int? _maxResults;
    private int? _total;
    private int? _startAt;

    /// <summary>Creates an empty object.</summary>
    public IssueCommentPage()
    {
    }

    /// <summary>The comments.</summary>
    public IReadOnlyList<IssueComment>? Comments
    {
        get => _comments;
        set
        {
            _comments = value;
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

    /// <summary>The maximum number of comments in the page.</summary>
    public int? MaxResults
    {
        get => _maxResults;
        set
        {
            _maxResults = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The number of comments on the issue.</summary>
    public int? Total
    {
        get => _total;
        set
        {
            _total = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The number of comments before the page.</summary>
    public int? StartAt
    {
        get => _startAt;
        set
        {
            _startAt = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueCommentPage? IJsonValue<IssueCommentPage>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueCommentPage());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _comments = reader.ReadList<IssueComment>();
                break;
            case 1:
                _self = reader.ReadString();
                break;
            case 2:
                _maxResults = reader.ReadInt32();
                break;
            case 3:
                _total = reader.ReadInt32();
                break;
            case 4:
                _startAt = reader.ReadInt32();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteList(0, _comments);
        writer.WriteString(1, _self);
        writer.WriteInt32(2, _maxResults);
        writer.WriteInt32(3, _total);
        writer.WriteInt32(4, _startAt);
    }
}
