using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A table.</summary>
public sealed class AdfTable :
    AdfNode, IAdfBlock, IAdfExpandContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent, IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "table",
        static (in AdfNodeParts parts) => new AdfTable(in parts),
        "localId\ndisplayMode\nisNumberColumnEnabled\nlayout\nwidth\n"u8,
        [
            AdfTextAttribute.NotEmpty,
            new AdfEnumAttribute(new JsonNames("default\nfixed\n"u8)),
            AdfBooleanAttribute.Any,
            new AdfEnumAttribute(new JsonNames("wide\nfull-width\ncenter\nalign-end\nalign-start\ndefault\n"u8)),
            AdfNumberAttribute.Any,
        ],
        AdfContentModel<IAdfTableRow>.NotEmpty,
        AdfMarkTypes.Fragment | AdfMarkTypes.Unknown);

    /// <summary>Initializes a table.</summary>
    /// <param name="content">The rows.</param>
    /// <exception cref="ArgumentException">There is no content.</exception>
    public AdfTable(IEnumerable<IAdfTableRow> content)
        : base(AdfContentList<IAdfTableRow>.CreateNotEmpty(content))
    {
    }

    private AdfTable(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<IAdfTableRow> Content => GetContent<IAdfTableRow>();

    /// <summary>How the table adapts to a narrow page.</summary>
    public AdfTableDisplayMode? DisplayMode
    {
        get => (AdfTableDisplayMode?)GetValue<int>(1);
        init => Set(1, (int?)value);
    }

    /// <summary>Whether the rows are numbered.</summary>
    public bool? IsNumberColumnEnabled
    {
        get => GetValue<bool>(2);
        init => Set(2, value);
    }

    /// <summary>The place of the table on the page.</summary>
    public AdfTableLayout? Layout
    {
        get => (AdfTableLayout?)GetValue<int>(3);
        init => Set(3, (int?)value);
    }

    /// <summary>The width in pixels.</summary>
    public double? Width
    {
        get => GetValue<double>(4);
        init => Set(4, value);
    }

    /// <summary>Lets other nodes refer to the table.</summary>
    public AdfFragment? Fragment
    {
        get => FindMark<AdfFragment>();
        init => SetMark(value);
    }

    internal override AdfNodeKind NodeKind => Definition;
}
