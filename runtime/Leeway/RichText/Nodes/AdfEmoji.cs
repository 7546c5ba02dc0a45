namespace Leeway.RichText;

/// <summary>An emoji.</summary>
public sealed class AdfEmoji : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new(
        "emoji",
        static (in AdfNodeParts parts) => new AdfEmoji(in parts),
        "localId\nshortName\rid\ntext\n"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any, AdfTextAttribute.Any, AdfTextAttribute.Any],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes an emoji.</summary>
    /// <param name="shortName">The name between colons, such as <c>:smile:</c>.</param>
    /// <param name="text">The characters, such as 😄; null if there are none.</param>
    public AdfEmoji(string shortName, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(shortName);
        Set(1, shortName);
        Set(3, text);
    }

    private AdfEmoji(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The name between colons, such as <c>:smile:</c>.</summary>
    public string ShortName => GetObject<string>(1)!;

    /// <summary>The id of the emoji.</summary>
    public string? Id
    {
        get => GetObject<string>(2);
        init => Set(2, value);
    }

    /// <summary>The characters, such as 😄.</summary>
    public string? Text => GetObject<string>(3);

    internal override void AppendText(AdfPlainText text) => text.Append(string.IsNullOrEmpty(Text) ? ShortName : Text);

    internal override AdfNodeKind NodeKind => Definition;
}
