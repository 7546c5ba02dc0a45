using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>A file that is attached to an issue.</summary>
[JsonConverter(typeof(JsonModelConverter<IssueAttachment>))]
public sealed class IssueAttachment : JsonModel, IJsonValue<IssueAttachment>
{
    private static readonly JsonNames s_names = new(
        "self\nid\nfilename\nauthor\ncreated\nsize\nmimeType\ncontent\nthumbnail\n"u8,
        DateTimeForm.JiraPlatform);

    private string? _self;
    private string? _id;
    private string? _fileName;
    private IssueUser? _author;
    private DateTimeOffset? _created;
    private long? _size;
    private string? _mimeType;
    private string? _content;
    private string? _thumbnail;

    /// <summary>Creates an empty object.</summary>
    public IssueAttachment()
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

    /// <summary>The name of the file.</summary>
    public string? FileName
    {
        get => _fileName;
        set
        {
            _fileName = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <summary>The user who attached it.</summary>
    public IssueUser? Author
    {
        get => _author;
        set
        {
            _author = value;
            OnJsonMemberAssigned(3);
        }
    }

    /// <summary>When it was attached.</summary>
    public DateTimeOffset? Created
    {
        get => _created;
        set
        {
            _created = value;
            OnJsonMemberAssigned(4);
        }
    }

    /// <summary>The size in bytes.</summary>
    public long? Size
    {
        get => _size;
        set
        {
            _size = value;
            OnJsonMemberAssigned(5);
        }
    }

    /// <summary>The media type.</summary>
    public string? MimeType
    {
        get => _mimeType;
        set
        {
            _mimeType = value;
            OnJsonMemberAssigned(6);
        }
    }

    /// <summary>The address of the content.</summary>
    public string? Content
    {
        get => _content;
        set
        {
            _content = value;
            OnJsonMemberAssigned(7);
        }
    }

    /// <summary>The address of a small image, if the file is an image.</summary>
    public string? Thumbnail
    {
        get => _thumbnail;
        set
        {
            _thumbnail = value;
            OnJsonMemberAssigned(8);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static IssueAttachment? IJsonValue<IssueAttachment>.Read(ref JsonModelReader reader) => reader.ReadObject(new IssueAttachment());

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
                _fileName = reader.ReadString();
                break;
            case 3:
                _author = reader.ReadModel<IssueUser>();
                break;
            case 4:
                _created = reader.ReadDateTime();
                break;
            case 5:
                _size = reader.ReadInt64();
                break;
            case 6:
                _mimeType = reader.ReadString();
                break;
            case 7:
                _content = reader.ReadString();
                break;
            case 8:
                _thumbnail = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _self);
        writer.WriteString(1, _id);
        writer.WriteString(2, _fileName);
        writer.WriteModel(3, _author);
        writer.WriteDateTime(4, _created);
        writer.WriteInt64(5, _size);
        writer.WriteString(6, _mimeType);
        writer.WriteString(7, _content);
        writer.WriteString(8, _thumbnail);
    }
}
