using System.Text.Json;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A link that is shown as the title of its target, with an icon.</summary>
public sealed class AdfInlineCard : AdfCaptionInline
{
    internal static readonly AdfNodeKind Definition = new(
        "inlineCard",
        Create,
        "localId\nurl\ndata\n"u8,
        [AdfTextAttribute.Any, AdfTextAttribute.Any, AdfJsonAttribute.Any],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a card.</summary>
    /// <param name="url">The address.</param>
    public AdfInlineCard(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        Set(1, url);
    }

    /// <inheritdoc cref="AdfInlineCard(string)"/>
    public AdfInlineCard(Uri url)
        : this(AdfLink.GetText(url))
    {
    }

    private AdfInlineCard()
    {
    }

    private AdfInlineCard(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The address; null if there is none.</summary>
    public string? Url => GetObject<string>(1);

    /// <summary>The data of the card in JSON-LD.</summary>
    public RawJson? Data => GetValue<RawJson>(2);

    /// <summary>Creates a card from data.</summary>
    /// <param name="data">The data in JSON-LD.</param>
    /// <exception cref="ArgumentException">The data is null.</exception>
    public static AdfInlineCard FromData(RawJson data)
    {
        if (data.Kind == JsonValueKind.Null)
        {
            throw new ArgumentException("The data is null. Pass the data of the card.", nameof(data));
        }

        var card = new AdfInlineCard();
        card.Set(2, data);
        return card;
    }

    internal override void AppendText(AdfPlainText text) => text.Append(Url);

    private static AdfInlineCard? Create(in AdfNodeParts parts) =>
        parts.Attributes is { } found && (found[1] ?? found[2]) is not null ? new AdfInlineCard(in parts) : null;

    internal override AdfNodeKind NodeKind => Definition;
}
