using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The first records of work on an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueWorklogPage>))]
public sealed class IssueWorklogPage : JsonModel, IJsonValue<IssueWorklogPage>
{
    private static readonly JsonNames s_names = new("startAt\nmaxResults\ntotal\nworklogs\n"u8);

    private int? _startAt;
    private int? _maxResults;
    private int? _total;
    private IReadOnlyList<IssueWorklog>? _worklogs;

    /// <summary>Creates an empty object.</summary>
    public IssueWorklogPage()
    {
    }

    /// <summary>The number of records before the page.</summary>
    public int? StartAt
    {
        get => _startAt;
        set
        {
            _startAt = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The maximum number of records in the page.</summary>
    public int? MaxResults
    {
        get => _maxResults;
        set
        {
            _maxResults = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The number of records of the issue, which can be greater than the number in the page.</summary>
    public int? Total
    {
        get => _total;
        set
        {
            _total = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The records.</summary>
    public IReadOnlyList<IssueWorklog>? Worklogs
    {
        get => _worklogs;
        set
        {
            _worklogs = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueWorklogPage? IJsonValue<IssueWorklogPage>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueWorklogPage());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _startAt = reader.ReadInt32();
                break;
            case 1:
                _maxResults = reader.ReadInt32();
                break;
            case 2:
                _total = reader.ReadInt32();
                break;
            case 3:
                _worklogs = reader.ReadList<IssueWorklog>();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteInt32(0, _startAt);
        writer.WriteInt32(1, _maxResults);
        writer.WriteInt32(2, _total);
        writer.WriteList(3, _worklogs);
    }
}
