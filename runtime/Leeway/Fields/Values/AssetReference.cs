using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>An object of Assets that a field refers to.</summary>
[JsonConverter(typeof(JsonModelConverter<AssetReference>))]
public sealed class AssetReference : JsonModel, IJsonValue<AssetReference>
{
    private static readonly JsonNames s_names = new("workspaceId\nid\nobjectId\n"u8);

    private string? _workspaceId;
    private string? _id;
    private string? _objectId;

    /// <summary>Creates an empty object.</summary>
    public AssetReference()
    {
    }

    /// <summary>Creates a reference to an object.</summary>
    /// <param name="workspaceId">The id of the workspace of Assets.</param>
    /// <param name="objectId">The id of the object in its workspace.</param>
    public AssetReference(string workspaceId, string objectId)
    {
        ArgumentException.ThrowIfNullOrEmpty(workspaceId);
        ArgumentException.ThrowIfNullOrEmpty(objectId);
        _workspaceId = workspaceId;
        _objectId = objectId;
        _id = workspaceId + ":" + objectId;
    }

    /// <summary>The id of the workspace of Assets.</summary>
    public string? WorkspaceId
    {
        get => _workspaceId;
        set
        {
            _workspaceId = value;
            OnJsonMemberAssigned(0);
        }
    }

    /// <summary>The id of the object with the id of its workspace, such as <c>f1ce:88</c>.</summary>
    public string? Id
    {
        get => _id;
        set
        {
            _id = value;
            OnJsonMemberAssigned(1);
        }
    }

    /// <summary>The id of the object in its workspace.</summary>
    public string? ObjectId
    {
        get => _objectId;
        set
        {
            _objectId = value;
            OnJsonMemberAssigned(2);
        }
    }

    /// <inheritdoc/>
    protected override JsonNames JsonMemberNames => s_names;

    static AssetReference? IJsonValue<AssetReference>.Read(ref JsonModelReader reader) => reader.ReadObject(new AssetReference());

    /// <inheritdoc/>
    protected override void ReadJsonMember(ref JsonModelReader reader, int member)
    {
        switch (member)
        {
            case 0:
                _workspaceId = reader.ReadString();
                break;
            case 1:
                _id = reader.ReadString();
                break;
            case 2:
                _objectId = reader.ReadString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        writer.WriteString(0, _workspaceId);
        writer.WriteString(1, _id);
        writer.WriteString(2, _objectId);
    }
}
