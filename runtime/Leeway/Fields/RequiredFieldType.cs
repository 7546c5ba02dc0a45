using System.Text.Json;
using Leeway.Generated;

namespace Leeway.Fields;

/// <summary>Reads fields that have a value as values of a value type.</summary>
internal sealed class RequiredFieldType<T, TCodec>(string expected) : FieldType<T>
    where T : struct
    where TCodec : struct, IJsonCodec<T>
{
    public override T Read(IssueFields fields, string id) =>
        fields.ReadValueById<T, TCodec>(id, expected) ?? throw new JsonException(
            $"The field '{id}' is missing or null, which {FieldTypes.GetName(typeof(T))} cannot represent. "
            + $"Read it as {FieldTypes.GetName(typeof(T?))}.");

    public override IReadOnlyList<T>? ReadList(IssueFields fields, string id) =>
        fields.ReadListById<T, TCodec>(id, $"an array, each element {expected}");
}
