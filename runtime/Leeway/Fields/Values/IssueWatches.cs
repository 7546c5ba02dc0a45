using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The watchers of an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueWatches>))]
public sealed class IssueWatches : JsonModel, IJsonValue<IssueWatches>
{
    private static readonly JsonNames s_names = new("self\nwatchCount\nisWatching\n"u8);

    private string? _self;
    private int? _watchCount;
    private bool? _isWatching;

    /// <summary>Creates an empty object.</summary>
    public IssueWatches()
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

    /// <summary>The number of watchers.</summary>
    public int? WatchCount
    {
        get => _watchCount;
        set
        {
            _watchCount = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>Whether the user who reads the issue watches it.</summary>
    public bool? IsWatching
    {
        get => _isWatching;
        set
        {
            _isWatching = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueWatches? IJsonValue<IssueWatches>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueWatches());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _watchCount = reader.ReadInt32();
                break;
            case 2:
                _isWatching = reader.ReadBoolean();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteInt32(1, _watchCount);
        writer.WriteBoolean(2, _isWatching);
    }
}
