using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The progress of the work on an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueProgress>))]
public sealed class IssueProgress : JsonModel, IJsonValue<IssueProgress>
{
    private static readonly JsonNames s_names = new("progress\ntotal\npercent\n"u8);

    private long? _progress;
    private long? _total;
    private int? _percent;

    /// <summary>Creates an empty object.</summary>
    public IssueProgress()
    {
    }

    /// <summary>The time spent, in seconds.</summary>
    public long? Progress
    {
        get => _progress;
        set
        {
            _progress = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The total time, in seconds.</summary>
    public long? Total
    {
        get => _total;
        set
        {
            _total = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The time spent in percent of the total.</summary>
    public int? Percent
    {
        get => _percent;
        set
        {
            _percent = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueProgress? IJsonValue<IssueProgress>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueProgress());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _progress = reader.ReadInt64();
                break;
            case 1:
                _total = reader.ReadInt64();
                break;
            case 2:
                _percent = reader.ReadInt32();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteInt64(0, _progress);
        writer.WriteInt64(1, _total);
        writer.WriteInt32(2, _percent);
    }
}
