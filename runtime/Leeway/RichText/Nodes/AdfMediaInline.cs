using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>An image or a file inside a line.</summary>
public sealed class AdfMediaInline : AdfInline
{
    internal static readonly AdfNodeKind Definition = new(
        "mediaInline",
        static (in AdfNodeParts parts) => new AdfMediaInline(in parts),
        "localId\ntype\nid\rcollection\roccurrenceKey\nalt\nwidth\nheight\ndata\n"u8,
        [
            AdfTextAttribute.Any,
            new AdfEnumAttribute(new JsonNames("link\nfile\nimage\n"u8)),
            AdfTextAttribute.NotEmpty,
            AdfTextAttribute.Any,
            AdfTextAttribute.NotEmpty,
            AdfTextAttribute.Any,
            AdfNumberAttribute.Any,
            AdfNumberAttribute.Any,
            AdfJsonAttribute.Any,
        ],
        null,
        AdfMarkTypes.OfMedia);

    /// <summary>Initializes a node.</summary>
    /// <param name="id">The id of the file in the media service. It is not empty.</param>
    /// <param name="collection">The collection of the file. It can be empty.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public AdfMediaInline(string id, string collection)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(collection);
        Set(2, id, nameof(id));
        Set(3, collection);
    }

    private AdfMediaInline(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>What the file is shown as.</summary>
    public AdfMediaInlineType? MediaType
    {
        get => (AdfMediaInlineType?)GetValue<int>(1);
        init => Set(1, (int?)value);
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

    /// <summary>The text that stands for the image.</summary>
    public string? Alt
    {
        get => GetObject<string>(5);
        init => Set(5, value);
    }

    /// <summary>The width of the image in pixels.</summary>
    public double? Width
    {
        get => GetValue<double>(6);
        init => Set(6, value);
    }

    /// <summary>The height of the image in pixels.</summary>
    public double? Height
    {
        get => GetValue<double>(7);
        init => Set(7, value);
    }

    /// <summary>Further data.</summary>
    public RawJson? Data
    {
        get => GetValue<RawJson>(8);
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

    internal override void AppendText(AdfPlainText text) => text.Append(Alt);

    internal override AdfNodeKind NodeKind => Definition;
}
