namespace Leeway.RichText;

/// <summary>A section that a reader can open and close, in its usual width or wider.</summary>
public abstract class AdfExpandBase : AdfNode
{
    internal static readonly AdfNodeKind Definition = new(
        "expand",
        Create,
        "localId\ntitle\n"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any],
        AdfContentModel<IAdfExpandContent>.NotEmpty,
        AdfMarkTypes.Breakout | AdfMarkTypes.Unknown);

    private protected AdfExpandBase(IEnumerable<IAdfExpandContent> content)
        : base(AdfContentList<IAdfExpandContent>.CreateOrParagraph(content))
    {
    }

    private protected AdfExpandBase(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The content.</summary>
    public IReadOnlyList<IAdfExpandContent> Content => GetContent<IAdfExpandContent>();

    /// <summary>The title.</summary>
    public string? Title
    {
        get => GetObject<string>(1);
        init => Set(1, value);
    }

    internal sealed override AdfNodeKind NodeKind => Definition;

    internal override void AppendText(AdfPlainText text)
    {
        text.AppendLine(Title);
        base.AppendText(text);
    }

    private static AdfNode Create(in AdfNodeParts parts) =>
        (parts.MarkTypes & AdfMarkTypes.Breakout) == 0 ? new AdfExpand(in parts) : new AdfWideExpand(in parts);
}
