using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>An image or a file.</summary>
public abstract class AdfMedia : AdfNode
{
    internal static readonly AdfNodeKind Definition = new(
        "media",
        Create,
        "localId\ntype\rid\ncollection\noccurrenceKey\nurl\nalt\nwidth\nheight\n"u8,
        [
            AdfTextAttribute.Any,
            new AdfEnumAttribute(new JsonNames("file\nlink\nexternal\n"u8)),
            AdfTextAttribute.NotEmpty,
            AdfTextAttribute.Any,
            AdfTextAttribute.NotEmpty,
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            AdfNumberAttribute.Any,
            AdfNumberAttribute.Any,
        ],
        null,
        AdfMarkTypes.OfMedia);

    private protected AdfMedia()
    {
    }

    private protected AdfMedia(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The text that stands for the image.</summary>
    public string? Alt
    {
        get => GetObject<string>(6);
        init => Set(6, value);
    }

    /// <summary>The width of the image in pixels.</summary>
    public double? Width
    {
        get => GetValue<double>(7);
        init => Set(7, value);
    }

    /// <summary>The height of the image in pixels.</summary>
    public double? Height
    {
        get => GetValue<double>(8);
        init => Set(8, value);
    }

    /// <summary>The link that a click follows.</summary>
    public AdfLink? Link
    {
        get => FindMark<AdfLink>();
        init => SetMark(value);
    }

    /// <summary>The inline comment that refers to the image.</summary>
    public AdfAnnotation? Annotation
    {
        get => FindMark<AdfAnnotation>();
        init => SetMark(value);
    }

    /// <summary>The border.</summary>
    public AdfBorder? Border
    {
        get => FindMark<AdfBorder>();
        init => SetMark(value);
    }

    /// <summary>The nodes whose data it shows.</summary>
    public AdfDataConsumer? DataConsumer
    {
        get => FindMark<AdfDataConsumer>();
        init => SetMark(value);
    }

    internal sealed override AdfNodeKind NodeKind => Definition;

    internal override void AppendText(AdfPlainText text) => text.AppendLine(Alt);

    private static AdfMedia? Create(in AdfNodeParts parts)
    {
        AdfAttributes attributes = parts.Attributes!;
        if (attributes[1] is 2)
        {
            return attributes[5] is null ? null : new AdfExternalMedia(in parts);
        }

        return attributes[2] is null || attributes[3] is null ? null : new AdfFileMedia(in parts);
    }
}
