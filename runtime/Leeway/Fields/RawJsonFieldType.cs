using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>Reads fields as JSON, or null.</summary>
internal sealed class RawJsonFieldType : FieldType<RawJson?>
{
    public override RawJson? Read(IssueFields fields, string id) =>
        fields.TryGetValue(id, out RawJson value) && value.Kind != JsonValueKind.Null ? value : (RawJson?)null;

    public override IReadOnlyList<RawJson?>? ReadList(IssueFields fields, string id) =>
        fields.ReadListById<RawJson?, NullableCodec<RawJson, ValueCodec<RawJson>>>(id, "an array");
}
