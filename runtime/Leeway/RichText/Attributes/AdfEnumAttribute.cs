using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>One of the values of an enumeration. The value is its number.</summary>
/// <param name="names">The values in the JSON, in the order of the enumeration, each with a line feed.</param>
internal sealed class AdfEnumAttribute(JsonNames names) : AdfAttributeType
{
    public override object? Read(ref JsonModelReader reader)
    {
        if (reader.IsNull)
        {
            return null;
        }

        int value = reader.Token == System.Text.Json.JsonTokenType.String ? names.IndexOf(reader.TokenText, reader.IsTokenEscaped) : -1;
        if (value < 0)
        {
            reader.RefuseShape();
            return null;
        }

        return value;
    }

    public override void Write(ref JsonModelWriter writer, int member, object? value) =>
        writer.WriteString(member, value is int number ? names[number] : null);

    public override void Check(object value, string name)
    {
        if ((uint)(int)value >= (uint)names.Count)
        {
            throw new ArgumentOutOfRangeException(name, value, "Pass a value of the enumeration.");
        }
    }
}
