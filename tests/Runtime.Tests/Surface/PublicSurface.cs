using System.Globalization;
using System.Reflection;
using System.Text;

namespace Leeway.Runtime.Tests.Surface;

/// <summary>Lists the public surface of an assembly: one line for each type and member, sorted.</summary>
internal sealed class PublicSurface
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(char)] = "char", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    private readonly NullabilityInfoContext _nullability = new();

    public static string Of(Assembly assembly)
    {
        var surface = new PublicSurface();
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Declaration(type)).Append('\n');
            foreach (string member in surface.Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Declaration(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? (type.IsByRefLike ? "ref struct" : "struct")
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        IEnumerable<Type> parents = type.IsEnum ? [] : type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : [];
        IEnumerable<Type> interfaces = type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(static i => i.IsVisible);
        string[] bases = [.. parents.Concat(interfaces.OrderBy(static i => i.FullName, StringComparer.Ordinal)).Select(Name)];
        return $"{kind} {type.Namespace}.{Name(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    private IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), CultureInfo.InvariantCulture)}");
        }

        const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> constructors = type.GetConstructors(declared).Where(IsSeen).Select(c => Reach(c) + $"{Plain(type)}({Parameters(c)})");
        IEnumerable<string> methods = type.GetMethods(declared)
            .Where(static m => IsSeen(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.Name.Contains('<', StringComparison.Ordinal))
            .Select(m => Reach(m) + $"{Result(m)} {m.Name}{Arguments(m)}({Parameters(m)})");
        IEnumerable<string> properties = type.GetProperties(declared)
            .Where(static p => p.GetAccessors(nonPublic: true).Any(IsSeen))
            .Select(p => Reach(p.GetAccessors(nonPublic: true).First(IsSeen)) + $"{Name(p.PropertyType, _nullability.Create(p))} {p.Name} {{ {Accessors(p)}}}");
        IEnumerable<string> fields = type.GetFields(declared)
            .Where(static f => f.IsPublic)
            .Select(f => (f.IsLiteral ? "const " : f.IsStatic ? "static " : "") + $"{Name(f.FieldType)} {f.Name}");
        IEnumerable<string> events = type.GetEvents(declared).Where(static e => IsSeen(e.AddMethod!)).Select(e => $"event {Name(e.EventHandlerType!)} {e.Name}");
        return constructors.Concat(methods).Concat(properties).Concat(fields).Concat(events);
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Reach(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "") + (method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "");

    private static string Accessors(PropertyInfo property)
    {
        string text = property.GetMethod is { } getter && IsSeen(getter) ? "get; " : "";
        if (property.SetMethod is { } setter && IsSeen(setter))
        {
            text += setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init; " : "set; ";
        }

        return text;
    }

    private string Result(MethodInfo method) => Name(method.ReturnType, _nullability.Create(method.ReturnParameter));

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        (p.ParameterType.IsByRef ? p.IsOut ? "out " : p.IsIn ? "in " : "ref " : "")
        + (p.ParameterType.IsByRef ? Name(p.ParameterType.GetElementType()!) : Name(p.ParameterType, _nullability.Create(p)))
        + " " + p.Name
        + (p.HasDefaultValue ? " = " + (p.RawDefaultValue is null ? (p.ParameterType.IsValueType ? "default" : "null") : Convert.ToString(p.RawDefaultValue, CultureInfo.InvariantCulture)) : "")));

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethodDefinition ? "<" + string.Join(", ", method.GetGenericArguments().Select(static a => a.Name)) + ">" : "";

    private static string Name(Type type, NullabilityInfo nullability)
    {
        string mark = nullability.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (!type.IsGenericType || Nullable.GetUnderlyingType(type) is not null || nullability.GenericTypeArguments.Length == 0)
        {
            return Name(type) + mark;
        }

        IEnumerable<string> arguments = type.GetGenericArguments().Zip(nullability.GenericTypeArguments, Name);
        return Plain(type) + "<" + string.Join(", ", arguments) + ">" + mark;
    }

    private static string Plain(Type type) => type.Name.Split('`')[0];

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        string name = s_keywords.TryGetValue(type, out string? keyword) ? keyword : type.IsGenericParameter ? type.Name : (type.IsNested ? Plain(type.DeclaringType!) + "." : "") + Plain(type);
        return type.IsGenericType ? name + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">" : name;
    }
}
