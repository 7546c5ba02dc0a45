using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The text or the image is a link.</summary>
public sealed class AdfLink : AdfMark, IAdfTextMark, IAdfCodeMark
{
    internal static readonly AdfMarkKind Definition = new(
        "link",
        AdfMarkTypes.Link,
        static (attributes, members) => new AdfLink(attributes, members),
        "href\rtitle\nid\ncollection\noccurrenceKey\n"u8,
        AdfTextAttribute.Any,
        AdfTextAttribute.Any,
        AdfTextAttribute.Any,
        AdfTextAttribute.Any,
        AdfTextAttribute.Any);

    /// <summary>Initializes a link.</summary>
    /// <param name="href">The address.</param>
    public AdfLink(string href)
    {
        ArgumentNullException.ThrowIfNull(href);
        Set(0, href);
    }

    /// <inheritdoc cref="AdfLink(string)"/>
    public AdfLink(Uri href)
        : this(GetText(href))
    {
    }

    private AdfLink(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The address.</summary>
    public string Href => GetObject<string>(0)!;

    /// <summary>The title, which browsers show as a tooltip.</summary>
    public string? Title
    {
        get => GetObject<string>(1);
        init => Set(1, value);
    }

    /// <summary>Returns the text of an address, with escapes if it is absolute.</summary>
    internal static string GetText(Uri href)
    {
        ArgumentNullException.ThrowIfNull(href);
        return href.IsAbsoluteUri ? href.AbsoluteUri : href.OriginalString;
    }

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;
}
