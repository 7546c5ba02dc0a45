using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A version of a project.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueVersion>))]
public sealed class IssueVersion : JsonModel, IJsonValue<IssueVersion>
{
    private static readonly JsonNames s_names = new("self\nid\ndescription\nname\narchived\nreleased\nstartDate\nreleaseDate\n"u8);

    private string? _self;
    private string? _id;
    private string? _description;
    private string? _name;
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
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
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

    /// <summary>The id.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The description.</summary>
    public string? Description
    {
        get => _description;
        set
        {
            _description = value;
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

    /// <summary>Whether the version is archived.</summary>
    public bool? Archived
    {
        get => _archived;
        set
        {
            _archived = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>Whether the version is released.</summary>
    public bool? Released
    {
        get => _released;
        set
        {
            _released = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>The start date.</summary>
    public DateOnly? StartDate
    {
        get => _startDate;
        set
        {
            _startDate = value;
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>The release date.</summary>
    public DateOnly? ReleaseDate
    {
        get => _releaseDate;
        set
        {
            _releaseDate = value;
            OnJsonMemberAssigned(7);
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
            case 0:
                _self = reader.ReadString();
                break;
            case 1:
                _id = reader.ReadString();
                break;
            case 2:
                _description = reader.ReadString();
                break;
            case 3:
                _name = reader.ReadString();
                break;
            case 4:
                _archived = reader.ReadBoolean();
                break;
            case 5:
                _released = reader.ReadBoolean();
                break;
            case 6:
                _startDate = reader.ReadDate();
                break;
            case 7:
                _releaseDate = reader.ReadDate();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _id);
        writer.WriteString(2, _description);
        writer.WriteString(3, _name);
        writer.WriteBoolean(4, _archived);
        writer.WriteBoolean(5, _released);
        writer.WriteDate(6, _startDate);
        writer.WriteDate(7, _releaseDate);
    }
}
