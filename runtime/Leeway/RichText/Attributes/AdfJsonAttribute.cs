using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>Any JSON.</summary>
internal sealed class AdfJsonAttribute : AdfAttributeType
{
    public static readonly AdfJsonAttribute Any = new();

    public override object? Read(ref JsonModelReader reader) => reader.ReadJson();

    public override void Write(ref JsonModelWriter writer, int member, object? value) => writer.WriteJson(member, (RawJson?)value);
}
