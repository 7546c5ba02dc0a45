using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A sprint of Jira Software.</summary>
/// <remarks>To set the sprint of an issue, set the field to the id as a number: <c>fields.Set("customfield_10020", 5)</c>.</remarks>
[JsonConverter(typeof(JsonModelConverter<IssueSprint>))]
public sealed class IssueSprint : JsonModel, IJsonValue<IssueSprint>
{
    private static readonly JsonNames s_names = new(
        "id\nself\nstate\nname\nstartDate\nendDate\ncompleteDate\ncreatedDate\noriginBoardId\nboardId\ngoal\n"u8);

    private string? _id;
    private string? _self;
    private string? _state;
    private string? _name;
    private DateTimeOffset? _startDate;
    private DateTimeOffset? _endDate;
    private DateTimeOffset? _completeDate;
    private DateTimeOffset? _createdDate;
    private string? _originBoardId;
    private string? _boardId;
    private string? _goal;

    /// <summary>Creates an empty object.</summary>
    public IssueSprint()
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

    /// <summary>The state: <c>future</c>, <c>active</c> or <c>closed</c>.</summary>
    public string? State
    {
        get => _state;
        set
        {
            _state = value;
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

    /// <summary>When the sprint starts.</summary>
    public DateTimeOffset? StartDate
    {
        get => _startDate;
        set
        {
            _startDate = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>When the sprint is planned to end.</summary>
    public DateTimeOffset? EndDate
    {
        get => _endDate;
        set
        {
            _endDate = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>When the sprint was completed.</summary>
    public DateTimeOffset? CompleteDate
    {
        get => _completeDate;
        set
        {
            _completeDate = value;
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>When the sprint was created.</summary>
    public DateTimeOffset? CreatedDate
    {
        get => _createdDate;
        set
        {
            _createdDate = value;
            OnJsonMemberAssigned(7);
        }
    }

    /// <summary>The id of the board that the sprint was created on. Jira writes it as a number.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public string? OriginBoardId
    {
        get => _originBoardId;
        set
        {
            _originBoardId = NumericId.Require(value, nameof(OriginBoardId));
            OnJsonMemberAssigned(8);
        }
    }

    /// <summary>The id of the board. Jira writes it as a number.</summary>
    /// <exception cref="ArgumentException">The text is not an integer.</exception>
    public string? BoardId
    {
        get => _boardId;
        set
        {
            _boardId = NumericId.Require(value, nameof(BoardId));
            OnJsonMemberAssigned(9);
        }
    }

    /// <summary>The goal.</summary>
    public string? Goal
    {
        get => _goal;
        set
        {
            _goal = value;
            OnJsonMemberAssigned(10);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueSprint? IJsonValue<IssueSprint>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueSprint());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _id = reader.ReadNumericId();
                break;
            case 1:
                _self = reader.ReadString();
                break;
            case 2:
                _state = reader.ReadString();
                break;
            case 3:
                _name = reader.ReadString();
                break;
            case 4:
                _startDate = reader.ReadDateTime();
                break;
            case 5:
                _endDate = reader.ReadDateTime();
                break;
            case 6:
                _completeDate = reader.ReadDateTime();
                break;
            case 7:
                _createdDate = reader.ReadDateTime();
                break;
            case 8:
                _originBoardId = reader.ReadNumericId();
                break;
            case 9:
                _boardId = reader.ReadNumericId();
                break;
            case 10:
                _goal = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteNumericId(0, _id);
        writer.WriteString(1, _self);
        writer.WriteString(2, _state);
        writer.WriteString(3, _name);
        writer.WriteDateTime(4, _startDate);
        writer.WriteDateTime(5, _endDate);
        writer.WriteDateTime(6, _completeDate);
        writer.WriteDateTime(7, _createdDate);
        writer.WriteNumericId(8, _originBoardId);
        writer.WriteNumericId(9, _boardId);
        writer.WriteString(10, _goal);
    }
}
