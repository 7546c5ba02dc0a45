using Leeway.Generated;

namespace Leeway.Fields;

/// <summary>Reads fields as values of a value type, or null.</summary>
internal sealed class OptionalFieldType<T, TCodec>(string expected) : FieldType<T?>
    where T : struct
    where TCodec : struct, IJsonCodec<T>
{
    public override T? Read(IssueFields fields, string id) => fields.ReadValueById<T, TCodec>(id, expected);

    public override IReadOnlyList<T?>? ReadList(IssueFields fields, string id) =>
        fields.ReadListById<T?, NullableCodec<T, TCodec>>(id, $"an array, each element {expected} or null");
}
