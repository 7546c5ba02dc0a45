using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>An inline comment refers to the text or the image.</summary>
public sealed class AdfAnnotation : AdfMark, IAdfTextMark, IAdfCodeMark
{
    internal static readonly AdfMarkKind Definition = new(
        "annotation",
        AdfMarkTypes.Annotation,
        static (attributes, members) => new AdfAnnotation(attributes, members),
        "id\rannotationType\r"u8,
        AdfTextAttribute.Any,
        new AdfEnumAttribute(new JsonNames("inlineComment\n"u8)));

    /// <summary>Initializes an annotation.</summary>
    /// <param name="id">The id of the comment.</param>
    public AdfAnnotation(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        Set(0, id);
        Set(1, 0);
    }

    private AdfAnnotation(AdfAttributes? attributes, UnknownMemberCollection? members)
        : base(attributes, members)
    {
    }

    /// <summary>The id of the comment.</summary>
    public string Id => GetObject<string>(0)!;

    internal override AdfMarkKind MarkKind => Definition;

    AdfMark IAdfMark.Mark => this;
}
