using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A mark that was read and that the schema does not know, or not in this form. It is written back unchanged.</summary>
public sealed class AdfUnknownMark : AdfMark, IAdfTextMark, IAdfCodeMark
{
    private static readonly AdfMarkKind s_kind = new("unknown", AdfMarkTypes.Unknown, static (_, _) => throw new NotSupportedException());

    private string? _type;

    internal AdfUnknownMark(RawJson json)
    {
        Json = json;
    }

    /// <summary>The type in the JSON; empty if there is none.</summary>
    public override string Type => _type ??= AdfTypeName.Read(Json);

    /// <summary>The JSON that was read.</summary>
    public RawJson Json { get; }

    internal override AdfMarkKind MarkKind => s_kind;

    AdfMark IAdfMark.Mark => this;

    internal override void Write(ref JsonModelWriter writer) => writer.WriteValue(Json);
}
