using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The votes for an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueVotes>))]
public sealed class IssueVotes : JsonModel, IJsonValue<IssueVotes>
{
    private static readonly JsonNames s_names = new("self\nvotes\nhasVoted\n"u8);

    private string? _self;
    private int? _votes;
    private bool? _hasVoted;

    /// <summary>Creates an empty object.</summary>
    public IssueVotes()
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

    /// <summary>The number of votes.</summary>
    public int? Votes
    {
        get => _votes;
        set
        {
            _votes = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>Whether the user who reads the issue has voted for it.</summary>
    public bool? HasVoted
    {
        get => _hasVoted;
        set
        {
            _hasVoted = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueVotes? IJsonValue<IssueVotes>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueVotes());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _votes = reader.ReadInt32();
                break;
            case 2:
                _hasVoted = reader.ReadBoolean();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteInt32(1, _votes);
        writer.WriteBoolean(2, _hasVoted);
    }
}
