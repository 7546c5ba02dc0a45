using Leeway.Generated;

namespace Leeway.Fields;

/// <summary>Reads fields as lists of strings.</summary>
internal sealed class TextListFieldType : FieldType<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(IssueFields fields, string id) =>
        fields.ReadListById<string, StringCodec>(id, "an array of strings");

    public override IReadOnlyList<IReadOnlyList<string>>? ReadList(IssueFields fields, string id) =>
        fields.ReadListById<IReadOnlyList<string>, ListCodec<string, StringCodec>>(id, "an array of arrays of strings");
}
