namespace Leeway.RichText;

/// <summary>A block of code, in its usual width or wider.</summary>
public abstract class AdfCodeBlockBase : AdfNode
{
    internal static readonly AdfNodeKind Definition = new(
        "codeBlock",
        Create,
        "localId\nlanguage\nuniqueId\nwrap\nhideLineNumbers\n"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any, AdfTextAttribute.Any, AdfBooleanAttribute.Any, AdfBooleanAttribute.Any],
        AdfCodeContentModel.Instance,
        AdfMarkTypes.Breakout | AdfMarkTypes.Unknown);

    private protected AdfCodeBlockBase(string text)
        : base(AdfContentList.CreateCode(text))
    {
    }

    private protected AdfCodeBlockBase(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The code.</summary>
    public string Text => GetText();

    /// <summary>The language, such as <c>json</c>.</summary>
    public string? Language
    {
        get => GetObject<string>(1);
        init => Set(1, value);
    }

    /// <summary>An id that the editor assigns.</summary>
    public string? UniqueId
    {
        get => GetObject<string>(2);
        init => Set(2, value);
    }

    /// <summary>Whether long lines are wrapped.</summary>
    public bool? Wrap
    {
        get => GetValue<bool>(3);
        init => Set(3, value);
    }

    /// <summary>Whether the numbers of the lines are hidden.</summary>
    public bool? HideLineNumbers
    {
        get => GetValue<bool>(4);
        init => Set(4, value);
    }

    /// <summary>Returns the text of all text nodes.</summary>
    private string GetText()
    {
        IReadOnlyList<AdfNode> nodes = Children;
        return nodes.Count == 1 && nodes[0] is AdfText text ? text.Text : ToPlainText();
    }

    internal sealed override AdfNodeKind NodeKind => Definition;

    private static AdfNode Create(in AdfNodeParts parts) =>
        (parts.MarkTypes & AdfMarkTypes.Breakout) == 0 ? new AdfCodeBlock(in parts) : new AdfWideCodeBlock(in parts);
}
