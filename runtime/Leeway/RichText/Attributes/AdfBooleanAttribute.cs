using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>True or false.</summary>
internal sealed class AdfBooleanAttribute : AdfAttributeType
{
    public static readonly AdfBooleanAttribute Any = new();

    public override object? Read(ref JsonModelReader reader) => reader.ReadBoolean();

    public override void Write(ref JsonModelWriter writer, int member, object? value) => writer.WriteBoolean(member, (bool?)value);
}
