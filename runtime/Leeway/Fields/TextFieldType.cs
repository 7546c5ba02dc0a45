using Leeway.Generated;

namespace Leeway.Fields;

/// <summary>Reads fields as strings.</summary>
internal sealed class TextFieldType : FieldType<string>
{
    public override string? Read(IssueFields fields, string id) => fields.ReadById<string, StringCodec>(id, "a string");

    public override IReadOnlyList<string>? ReadList(IssueFields fields, string id) =>
        fields.ReadListById<string, StringCodec>(id, "an array of strings");
}
