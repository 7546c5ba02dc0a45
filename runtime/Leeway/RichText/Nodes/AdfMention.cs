using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A mention of a user.</summary>
public sealed class AdfMention : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new(
        "mention",
        static (in AdfNodeParts parts) => new AdfMention(in parts),
        "localId\nid\rtext\naccessLevel\nuserType\n"u8,
        [
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            new AdfEnumAttribute(new JsonNames("DEFAULT\nSPECIAL\nAPP\n"u8)),
        ],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a mention.</summary>
    /// <param name="id">The account id of the user.</param>
    /// <param name="text">The text that is shown, such as <c>@Mia</c>; null lets the product show the name of the user.</param>
    public AdfMention(string id, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        Set(1, id);
        Set(2, text);
    }

    private AdfMention(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The account id of the user.</summary>
    public string Id => GetObject<string>(1)!;

    /// <summary>The text that is shown, such as <c>@Mia</c>.</summary>
    public string? Text => GetObject<string>(2);

    /// <summary>Whether the user can see the document, such as <c>CONTAINER</c>.</summary>
    public string? AccessLevel
    {
        get => GetObject<string>(3);
        init => Set(3, value);
    }

    /// <summary>The kind of user.</summary>
    public AdfUserType? UserType
    {
        get => (AdfUserType?)GetValue<int>(4);
        init => Set(4, (int?)value);
    }

    internal override void AppendText(AdfPlainText text) => text.Append(string.IsNullOrEmpty(Text) ? "@" + Id : Text);

    internal override AdfNodeKind NodeKind => Definition;
}
