using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A version of a project.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueVersion>))]
public sealed class IssueVersion : NamedFieldValue, IJsonValue<IssueVersion>
{
    private static readonly JsonNames s_names = new("self\nid\ndescription\nname\narchived\nreleased\nstartDate\nreleaseDate\n"u8);

    private bool? _archived;
    private bool? _released;
    private DateOnly? _startDate;
    private DateOnly? _releaseDate;

    /// <summary>Creates an empty object.</summary>
    public IssueVersion()
    {
    }

    /// <summary>Creates a reference to a version by its name.</summary>
    /// <param name="name">The name.</param>
    public IssueVersion(string name)
        : base(name)
    {
    }

    /// <summary>Whether the version is archived.</summary>
    public bool? Archived
    {
        get => _archived;
        set
        {
            _archived = value;
            OnJsonMemberAssigned(SharedMembers);
        }
    }

    /// <summary>Whether the version is released.</summary>
    public bool? Released
    {
        get => _released;
        set
        {
            _released = value;
            OnJsonMemberAssigned(SharedMembers + 1);
        }
    }

    /// <summary>The start date.</summary>
    public DateOnly? StartDate
    {
        get => _startDate;
        set
        {
            _startDate = value;
            OnJsonMemberAssigned(SharedMembers + 2);
        }
    }

    /// <summary>The release date.</summary>
    public DateOnly? ReleaseDate
    {
        get => _releaseDate;
        set
        {
            _releaseDate = value;
            OnJsonMemberAssigned(SharedMembers + 3);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    /// <summary>Creates a reference to a version by its id.</summary>
    /// <param name="id">The id.</param>
    public static IssueVersion FromId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IssueVersion { Id = id };
    }

    static IssueVersion? IJsonValue<IssueVersion>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueVersion());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case SharedMembers:
                _archived = reader.ReadBoolean();
                break;
            case SharedMembers + 1:
                _released = reader.ReadBoolean();
                break;
            case SharedMembers + 2:
                _startDate = reader.ReadDate();
                break;
            case SharedMembers + 3:
                _releaseDate = reader.ReadDate();
                break;
            default:
                base.ReadJsonMember(ref reader, member);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        base.WriteJsonMembers(ref writer);
        writer.WriteBoolean(SharedMembers, _archived);
        writer.WriteBoolean(SharedMembers + 1, _released);
        writer.WriteDate(SharedMembers + 2, _startDate);
        writer.WriteDate(SharedMembers + 3, _releaseDate);
    }
}
