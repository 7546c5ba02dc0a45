namespace Leeway.RichText;

/// <summary>An image at any address.</summary>
public sealed class AdfExternalMedia : AdfMedia, IAdfMedia
{
    /// <summary>Initializes an image.</summary>
    /// <param name="url">The address.</param>
    public AdfExternalMedia(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        Set(1, 2);
        Set(5, url);
    }

    /// <inheritdoc cref="AdfExternalMedia(string)"/>
    public AdfExternalMedia(Uri url)
        : this(AdfLink.GetText(url))
    {
    }

    internal AdfExternalMedia(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The address.</summary>
    public string Url => GetObject<string>(5)!;
}
