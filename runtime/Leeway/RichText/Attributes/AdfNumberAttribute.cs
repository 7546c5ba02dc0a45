using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A number.</summary>
internal sealed class AdfNumberAttribute(double min, double max) : AdfAttributeType
{
    public static readonly AdfNumberAttribute Any = new(double.MinValue, double.MaxValue);

    public static readonly AdfNumberAttribute NotNegative = new(0, double.MaxValue);

    public static readonly AdfNumberAttribute Percent = new(0, 100);

    public override object? Read(ref JsonModelReader reader)
    {
        double? value = reader.ReadDouble();
        if (value < min || value > max)
        {
            reader.RefuseShape();
            return null;
        }

        return value;
    }

    public override void Write(ref JsonModelWriter writer, int member, object? value) => writer.WriteDouble(member, (double?)value);

    public override void Check(object value, string name)
    {
        if (!((double)value >= min && (double)value <= max))
        {
            throw new ArgumentOutOfRangeException(
                name, value, max < double.MaxValue ? $"Pass {min} to {max}." : min == 0 ? "Pass a number that is not negative." : "Pass a finite number.");
        }
    }
}
