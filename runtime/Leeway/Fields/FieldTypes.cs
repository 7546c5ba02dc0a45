using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The types that do not read themselves, and that fields can be read as.</summary>
internal static class FieldTypes
{
    private const string Supported =
        "string, bool?, int?, long?, double?, decimal?, DateTimeOffset?, DateOnly?, Guid?, RawJson?, IReadOnlyList<string>, "
        + "and every model and open enum";

    static FieldTypes()
    {
        FieldType<string>.Registered = new TextFieldType();
        FieldType<IReadOnlyList<string>>.Registered = new TextListFieldType();
        FieldType<RawJson?>.Registered = new RawJsonFieldType();
        Register<bool, BooleanCodec>("a Boolean");
        Register<int, Int32Codec>("a number without a fraction");
        Register<long, Int64Codec>("a number without a fraction");
        Register<double, DoubleCodec>("a number");
        Register<decimal, DecimalCodec>("a number");
        Register<DateTimeOffset, JiraDateTimeCodec>("a string with a date and a time");
        Register<DateOnly, DateCodec>("a string with a date");
        Register<Guid, GuidCodec>("a string with a GUID");
    }

    /// <summary>Returns how fields are read as a type.</summary>
    /// <exception cref="NotSupportedException">Fields cannot be read as the type.</exception>
    public static FieldType<T> Get<T>() => FieldType<T>.Registered ?? throw new NotSupportedException(
        $"A field cannot be read as {GetName(typeof(T))}. Supported are {Supported}. "
        + "For an open enum, use its own type without a question mark: Get returns null if the field is missing.");

    private static void Register<T, TCodec>(string expected)
        where T : struct
        where TCodec : struct, IJsonCodec<T>
    {
        FieldType<T>.Registered = new RequiredFieldType<T, TCodec>(expected);
        FieldType<T?>.Registered = new OptionalFieldType<T, TCodec>(expected);
    }

    /// <summary>Returns the name of a type as C# writes it, for messages.</summary>
    public static string GetName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return GetName(underlying) + "?";
        }

        int arity = type.Name.IndexOf('`', StringComparison.Ordinal);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => "bool",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Double => "double",
            TypeCode.Decimal => "decimal",
            TypeCode.String => "string",
            _ when arity < 0 => type.Name,
            _ => $"{type.Name[..arity]}<{string.Join(", ", Array.ConvertAll(type.GetGenericArguments(), GetName))}>",
        };
    }
}
