using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>An integer.</summary>
internal sealed class AdfIntegerAttribute(int min, int max) : AdfAttributeType
{
    /// <summary>One to six, as levels have.</summary>
    public static readonly AdfIntegerAttribute Level = new(1, 6);

    public static readonly AdfIntegerAttribute NotNegative = new(0, int.MaxValue);

    public static readonly AdfIntegerAttribute Any = new(int.MinValue, int.MaxValue);

    public override object? Read(ref JsonModelReader reader)
    {
        int? value = reader.ReadInt32();
        if (value < min || value > max)
        {
            reader.RefuseShape();
            return null;
        }

        return value;
    }

    public override void Write(ref JsonModelWriter writer, int member, object? value) => writer.WriteInt32(member, (int?)value);

    public override void Check(object value, string name)
    {
        if ((int)value < min || (int)value > max)
        {
            throw new ArgumentOutOfRangeException(name, value, max == int.MaxValue ? $"Pass {min} or more." : $"Pass {min} to {max}.");
        }
    }
}
