using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A link that is shown as a block with details of its target.</summary>
public sealed class AdfBlockCard :
    AdfNode, IAdfBlock, IAdfPanelContent, IAdfExpandContent, IAdfTableCellContent, IAdfLayoutColumnContent, IAdfBodiedExtensionContent,
    IAdfBodiedSyncBlockContent
{
    internal static readonly AdfNodeKind Definition = new(
        "blockCard",
        Create,
        "localId\nurl\ndata\ndatasource\nwidth\nlayout\n"u8,
        [
            AdfTextAttribute.Any,
            AdfTextAttribute.Any,
            AdfJsonAttribute.Any,
            AdfJsonAttribute.Any,
            AdfNumberAttribute.Any,
            new AdfEnumAttribute(new JsonNames("wide\nfull-width\ncenter\nwrap-right\nwrap-left\nalign-end\nalign-start\n"u8)),
        ],
        null,
        AdfMarkTypes.None);

    /// <summary>Initializes a card.</summary>
    /// <param name="url">The address.</param>
    public AdfBlockCard(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        Set(1, url);
    }

    /// <inheritdoc cref="AdfBlockCard(string)"/>
    public AdfBlockCard(Uri url)
        : this(AdfLink.GetText(url))
    {
    }

    private AdfBlockCard()
    {
    }

    private AdfBlockCard(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The address; null if there is none.</summary>
    public string? Url => GetObject<string>(1);

    /// <summary>The data of the card in JSON-LD.</summary>
    public RawJson? Data => GetValue<RawJson>(2);

    /// <summary>The source of a table of items, such as the result of a search.</summary>
    public RawJson? Datasource => GetValue<RawJson>(3);

    /// <summary>The width of the table in pixels.</summary>
    public double? Width => GetValue<double>(4);

    /// <summary>The place of the table on the page.</summary>
    public AdfMediaLayout? Layout => (AdfMediaLayout?)GetValue<int>(5);

    /// <summary>Creates a card from data.</summary>
    /// <param name="data">The data in JSON-LD.</param>
    /// <exception cref="ArgumentException">The data is null.</exception>
    public static AdfBlockCard FromData(RawJson data)
    {
        if (data.Kind == JsonValueKind.Null)
        {
            throw new ArgumentException("The data is null. Pass the data of the card.", nameof(data));
        }

        var card = new AdfBlockCard();
        card.Set(2, data);
        return card;
    }

    /// <summary>Creates a card that shows a table of items.</summary>
    /// <param name="datasource">An object with the members <c>id</c>, <c>parameters</c> and <c>views</c>; each view has a <c>type</c> and may have <c>properties</c>.</param>
    /// <param name="url">The address of the table.</param>
    /// <param name="layout">The place of the table on the page.</param>
    /// <param name="width">The width of the table in pixels.</param>
    /// <exception cref="ArgumentException">The source is not such an object.</exception>
    public static AdfBlockCard FromDatasource(RawJson datasource, string? url = null, AdfMediaLayout? layout = null, double? width = null)
    {
        if (!IsDatasource(datasource.ToElement()))
        {
            throw new ArgumentException(
                "The source is not as the schema requires. Pass an object with a text 'id', 'parameters', and a list 'views' of objects with a text 'type'.", nameof(datasource));
        }

        var card = new AdfBlockCard();
        card.Set(1, url);
        card.Set(3, datasource);
        card.Set(4, width, nameof(width));
        card.Set(5, (int?)layout, nameof(layout));
        return card;
    }

    internal override void AppendText(AdfPlainText text) => text.AppendLine(Url);

    private static bool IsDatasource(JsonElement source) =>
        source.ValueKind == JsonValueKind.Object
        && source.GetPropertyCount() == 3
        && source.TryGetProperty("id"u8, out JsonElement id)
        && id.ValueKind == JsonValueKind.String
        && source.TryGetProperty("parameters"u8, out _)
        && source.TryGetProperty("views"u8, out JsonElement views)
        && AreViews(views);

    private static bool AreViews(JsonElement views)
    {
        if (views.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (JsonElement view in views.EnumerateArray())
        {
            bool isView = view.ValueKind == JsonValueKind.Object
                && view.TryGetProperty("type"u8, out JsonElement type)
                && type.ValueKind == JsonValueKind.String
                && view.GetPropertyCount() == (view.TryGetProperty("properties"u8, out _) ? 2 : 1);
            if (!isView)
            {
                return false;
            }
        }

        return views.GetArrayLength() > 0;
    }

    private static AdfBlockCard? Create(in AdfNodeParts parts) =>
        parts.Attributes is { } found && (found[1] ?? found[2] ?? found[3]) is not null ? new AdfBlockCard(in parts) : null;

    internal override AdfNodeKind NodeKind => Definition;
}
