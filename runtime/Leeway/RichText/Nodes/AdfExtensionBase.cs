using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A block that an app or a macro provides, with or without a body in the document.</summary>
public abstract class AdfExtensionBase : AdfNode
{
    private protected static readonly AdfAttributeType[] AttributeTypes =
    [
        AdfTextAttribute.NotEmpty,
        AdfTextAttribute.NotEmpty,
        AdfTextAttribute.NotEmpty,
        AdfJsonAttribute.Any,
        AdfTextAttribute.Any,
        new AdfEnumAttribute(new JsonNames("wide\nfull-width\ndefault\n"u8)),
    ];

    private protected AdfExtensionBase(string extensionType, string extensionKey)
    {
        SetKey(extensionType, extensionKey);
    }

    private protected AdfExtensionBase(string extensionType, string extensionKey, AdfContentList content)
        : base(content)
    {
        SetKey(extensionType, extensionKey);
    }

    private protected AdfExtensionBase(in AdfNodeParts parts)
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

    /// <summary>How wide the extension is.</summary>
    public AdfExtensionLayout? Layout
    {
        get => (AdfExtensionLayout?)GetValue<int>(5);
        init => Set(5, (int?)value);
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

    private protected static ReadOnlySpan<byte> AttributeNames => "localId\nextensionKey\rextensionType\rparameters\ntext\nlayout\n"u8;

    private void SetKey(string extensionType, string extensionKey)
    {
        ArgumentNullException.ThrowIfNull(extensionType);
        ArgumentNullException.ThrowIfNull(extensionKey);
        Set(1, extensionKey, nameof(extensionKey));
        Set(2, extensionType, nameof(extensionType));
    }
}
