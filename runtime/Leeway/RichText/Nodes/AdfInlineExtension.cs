using Leeway.Json;

namespace Leeway.RichText;

/// <summary>An extension inside a line.</summary>
public sealed class AdfInlineExtension : AdfInline
{
    internal static readonly AdfNodeKind Definition = new(
        "inlineExtension",
        static (in AdfNodeParts parts) => new AdfInlineExtension(in parts),
        "localId\nextensionKey\rextensionType\rparameters\ntext\n"u8,
        [
            AdfTextAttribute.NotEmpty,
            AdfTextAttribute.NotEmpty,
            AdfTextAttribute.NotEmpty,
            AdfJsonAttribute.Any,
            AdfTextAttribute.Any,
        ],
        null,
        AdfMarkTypes.OfExtension);

    /// <summary>Initializes an extension.</summary>
    /// <param name="extensionType">The type, such as <c>com.atlassian.confluence.macro.core</c>. It is not empty.</param>
    /// <param name="extensionKey">The key, such as <c>toc</c>. It is not empty.</param>
    /// <exception cref="ArgumentException">The type or the key is empty.</exception>
    public AdfInlineExtension(string extensionType, string extensionKey)
    {
        ArgumentNullException.ThrowIfNull(extensionType);
        ArgumentNullException.ThrowIfNull(extensionKey);
        Set(1, extensionKey, nameof(extensionKey));
        Set(2, extensionType, nameof(extensionType));
    }

    private AdfInlineExtension(in AdfNodeParts parts)
        : base(in parts)
    {
    }

    /// <summary>The key.</summary>
    public string ExtensionKey => GetObject<string>(1)!;

    /// <summary>The type.</summary>
    public string ExtensionType => GetObject<string>(2)!;

    /// <summary>The parameters of the extension.</summary>
    public RawJson? Parameters
    {
        get => GetValue<RawJson>(3);
        init => Set(3, value);
    }

    /// <summary>The text that is shown if the extension is not available.</summary>
    public string? Text
    {
        get => GetObject<string>(4);
        init => Set(4, value);
    }

    /// <summary>The nodes whose data it shows.</summary>
    public AdfDataConsumer? DataConsumer
    {
        get => FindMark<AdfDataConsumer>();
        init => SetMark(value);
    }

    /// <summary>Lets other nodes refer to the extension.</summary>
    public AdfFragment? Fragment
    {
        get => FindMark<AdfFragment>();
        init => SetMark(value);
    }

    internal override void AppendText(AdfPlainText text) => text.Append(Text);

    internal override AdfNodeKind NodeKind => Definition;
}
