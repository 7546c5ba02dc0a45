using System.Reflection;
using Leeway.Generator.Shaping;
using Leeway.Json;
using Leeway.Queries;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Creates sample values of the types of parameters.</summary>
internal static class SampleValues
{
    /// <summary>Creates an argument of an operation. An id that the document declares as a number must be an integer.</summary>
    public static object Of(ParameterInfo parameter, OperationShape operation)
    {
        TypeReference? type = operation.Parameters.FirstOrDefault(p => p.Name == parameter.Name)?.Type;
        return (type?.Element ?? type)?.Kind != TypeKind.NumericId ? Of(parameter.ParameterType)
            : type!.Kind == TypeKind.List ? new[] { "-7", "9007199254740993" }
            : "-7";
    }

    public static object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return "a/b c?";
        }

        if (type == typeof(Jql))
        {
            return Jql.Query($"summary ~ {"a/b \"c?"}");
        }

        if (type == typeof(Cql))
        {
            return Cql.Query($"text ~ {"a/b \"c?"}");
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(int) || type == typeof(long) || type == typeof(double))
        {
            return Convert.ChangeType(-7, type, null);
        }

        if (type == typeof(Guid))
        {
            return Guid.Parse("11223344-a1b2-3b33-c444-def123456789");
        }

        if (type == typeof(RawJson))
        {
            return RawJson.Parse("{\"a\":1}");
        }

        if (type == typeof(FileUpload))
        {
            return FileUpload.FromBytes(new byte[] { 65 }, "a.txt", "text/plain");
        }

        if (type == typeof(IDictionary<string, string>))
        {
            return new Dictionary<string, string> { ["k 1ü&=/%20~'()!*"] = "v&1" };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            Type item = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, 2);
            items.SetValue(item == typeof(string) ? "a b" : Of(item), 0);
            items.SetValue(item == typeof(string) ? "c/d" : Of(item), 1);
            return items;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
        }

        if (type.GetMethod("op_Implicit", BindingFlags.Public | BindingFlags.Static, [typeof(string)]) is { } fromText)
        {
            return fromText.Invoke(null, ["own value/1"])!;
        }

        Type concrete = type.IsAbstract ? type.Assembly.GetTypes().First(t => t.IsSubclassOf(type) && !t.IsAbstract) : type;
        return Activator.CreateInstance(concrete)!;
    }
}
