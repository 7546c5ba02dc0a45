namespace Leeway.RichText;

/// <summary>A file in the media service of Atlassian, such as an attachment.</summary>
public sealed class AdfFileMedia : AdfMedia, IAdfMedia
{
    /// <summary>Initializes a file.</summary>
    /// <param name="id">The id of the file in the media service. It is not empty. It is not the id of an attachment.</param>
    /// <param name="collection">The collection of the file. It can be empty.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public AdfFileMedia(string id, string collection)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(collection);
        Set(1, 0);
        Set(2, id, nameof(id));
        Set(3, collection);
    }

    internal AdfFileMedia(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The id of the file in the media service.</summary>
    public string Id => GetObject<string>(2)!;

    /// <summary>The collection of the file.</summary>
    public string Collection => GetObject<string>(3)!;

    /// <summary>Distinguishes several uses of one file. It is not empty.</summary>
    public string? OccurrenceKey
    {
        get => GetObject<string>(4);
        init => Set(4, value);
    }

    /// <summary>Whether the node is a link to the file, instead of the file.</summary>
    public bool IsLink
    {
        get => GetValue<int>(1) == 1;
        init => Set(1, value ? 1 : 0);
    }
}
