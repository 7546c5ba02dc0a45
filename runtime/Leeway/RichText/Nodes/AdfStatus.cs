namespace Leeway.RichText;

/// <summary>A status: a short text on a colored background.</summary>
public sealed class AdfStatus : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new(
        "status",
        static (in AdfNodeParts parts) => new AdfStatus(in parts),
        "localId\ntext\rcolor\rstyle\n"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.NotEmpty, AdfStatusColor.Attribute, AdfTextAttribute.Any],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a status.</summary>
    /// <param name="text">The text. It is not empty.</param>
    /// <param name="color">The color. The default is neutral.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public AdfStatus(string text, AdfStatusColor color = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        Set(1, text, nameof(text));
        Set(2, color.Value, nameof(color));
    }

    private AdfStatus(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The text.</summary>
    public string Text => GetObject<string>(1)!;

    /// <summary>The color.</summary>
    public AdfStatusColor Color => new(GetObject<string>(2)!);

    /// <summary>The style, which products do not document.</summary>
    public string? Style
    {
        get => GetObject<string>(3);
        init => Set(3, value);
    }

    internal override void AppendText(AdfPlainText text) => text.Append(Text);

    internal override AdfNodeKind NodeKind => Definition;
}
