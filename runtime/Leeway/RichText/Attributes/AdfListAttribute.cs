using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A list.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TCodec">The codec of an element.</typeparam>
internal sealed class AdfListAttribute<T, TCodec>(int min) : AdfAttributeType
    where TCodec : struct, IJsonCodec<T>
{
    public static readonly AdfListAttribute<T, TCodec> Any = new(0);

    public static readonly AdfListAttribute<T, TCodec> NotEmpty = new(1);

    public override object? Read(ref JsonModelReader reader)
    {
        IReadOnlyList<T>? list = reader.ReadList<T, TCodec>();
        if (list?.Count < min)
        {
            reader.RefuseShape();
            return null;
        }

        return list;
    }

    public override void Write(ref JsonModelWriter writer, int member, object? value) =>
        writer.WriteList<T, TCodec>(member, (IReadOnlyList<T>?)value);

    public override void Check(object value, string name)
    {
        if (((IReadOnlyList<T>)value).Count < min)
        {
            throw new ArgumentException("Pass a list that is not empty.", name);
        }

        foreach (T item in (IReadOnlyList<T>)value)
        {
            if (item is null or double.NaN or double.PositiveInfinity or double.NegativeInfinity)
            {
                throw new ArgumentException($"The list contains '{item?.ToString() ?? "null"}'. Pass elements that are not null, and finite numbers.", name);
            }
        }
    }
}
