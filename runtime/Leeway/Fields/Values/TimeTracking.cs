using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The estimates of an issue, and the time spent on it.</summary>
/// <remarks>Jira accepts <see cref="OriginalEstimate"/> and <see cref="RemainingEstimate"/>. Time is spent by adding a worklog.</remarks>
[JsonConverter(typeof(JsonModelConverter<TimeTracking>))]
public sealed class TimeTracking : JsonModel, IJsonValue<TimeTracking>
{
    private static readonly JsonNames s_names = new(
        "originalEstimate\nremainingEstimate\ntimeSpent\noriginalEstimateSeconds\nremainingEstimateSeconds\ntimeSpentSeconds\n"u8);

    private string? _originalEstimate;
    private string? _remainingEstimate;
    private string? _timeSpent;
    private long? _originalEstimateSeconds;
    private long? _remainingEstimateSeconds;
    private long? _timeSpentSeconds;

    /// <summary>Creates an empty object.</summary>
    public TimeTracking()
    {
    }

    /// <summary>The original estimate, such as <c>2d 4h</c>.</summary>
    public string? OriginalEstimate
    {
        get => _originalEstimate;
        set
        {
            _originalEstimate = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The remaining estimate, such as <c>1d</c>.</summary>
    public string? RemainingEstimate
    {
        get => _remainingEstimate;
        set
        {
            _remainingEstimate = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The time spent, such as <c>3h</c>.</summary>
    public string? TimeSpent
    {
        get => _timeSpent;
        set
        {
            _timeSpent = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The original estimate in seconds.</summary>
    public long? OriginalEstimateSeconds
    {
        get => _originalEstimateSeconds;
        set
        {
            _originalEstimateSeconds = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>The remaining estimate in seconds.</summary>
    public long? RemainingEstimateSeconds
    {
        get => _remainingEstimateSeconds;
        set
        {
            _remainingEstimateSeconds = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>The time spent in seconds.</summary>
    public long? TimeSpentSeconds
    {
        get => _timeSpentSeconds;
        set
        {
            _timeSpentSeconds = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static TimeTracking? IJsonValue<TimeTracking>.Read(ref JsonModelReader reader) => reader.ReadObject(new TimeTracking());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _originalEstimate = reader.ReadString();
                break;
            case 1:
                _remainingEstimate = reader.ReadString();
                break;
            case 2:
                _timeSpent = reader.ReadString();
                break;
            case 3:
                _originalEstimateSeconds = reader.ReadInt64();
                break;
            case 4:
                _remainingEstimateSeconds = reader.ReadInt64();
                break;
            case 5:
                _timeSpentSeconds = reader.ReadInt64();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _originalEstimate);
        writer.WriteString(1, _remainingEstimate);
        writer.WriteString(2, _timeSpent);
        writer.WriteInt64(3, _originalEstimateSeconds);
        writer.WriteInt64(4, _remainingEstimateSeconds);
        writer.WriteInt64(5, _timeSpentSeconds);
    }
}
