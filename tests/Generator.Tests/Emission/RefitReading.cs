using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Leeway.Generator.Tests.Emission;

/// <summary>The request that Refit makes of a method's attributes and arguments, by the rules of Refit 16 with default settings.</summary>
/// <remarks>
/// An independent account of those rules (<see href="https://github.com/reactiveui/refit"/>), since the package itself
/// is not where these tests run. What Refit would not send inline, or not bind as meant, is an error here.
/// </remarks>
internal sealed record RefitReading(string Method, string Uri, IReadOnlyDictionary<string, string> Headers, object? Body, IReadOnlyList<(string Name, object Value)> Parts)
{
    public static RefitReading Of(MethodInfo method, object?[] arguments)
    {
        CustomAttributeData verb = Attributes(method).Single(static a => a.AttributeType.BaseType?.Name == "HttpMethodAttribute");
        string route = (string)verb.ConstructorArguments[0].Value!;
        string template = route;
        Assert.StartsWith("/", route, StringComparison.Ordinal);
        Assert.DoesNotContain('?', route);
        bool isForm = Attribute(method, "Multipart") is not null;

        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (CustomAttributeData constant in Attributes(method.DeclaringType!).Concat(Attributes(method)).Where(static a => a.AttributeType.Name == "HeadersAttribute"))
        {
            foreach (CustomAttributeTypedArgument line in (IEnumerable<CustomAttributeTypedArgument>)constant.ConstructorArguments[0].Value!)
            {
                string[] parts = ((string)line.Value!).Split(':', 2);
                headers[parts[0].Trim()] = parts[1].Trim();
            }
        }

        var query = new List<string>();
        var form = new List<(string, object)>();
        object? body = null;
        ParameterInfo[] parameters = method.GetParameters();
        Assert.InRange(parameters.Count(static p => Attribute(p, "Body") is not null), 0, isForm ? 0 : 1);
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            object? value = arguments[i];
            string name = (string?)Attribute(parameter, "AliasAs")?.ConstructorArguments[0].Value ?? parameter.Name!;
            if (parameter.ParameterType == typeof(CancellationToken))
            {
                continue;
            }

            // A placeholder takes the parameter of its name whatever else the parameter says.
            if (template.Contains("{" + name + "}", StringComparison.OrdinalIgnoreCase))
            {
                int placeholder = route.IndexOf("{" + name + "}", StringComparison.OrdinalIgnoreCase);
                Assert.True(placeholder >= 0, $"Refit would bind two parameters to {name}.");
                Assert.DoesNotContain('.', name);
                Assert.Null(Attribute(parameter, "Query"));
                route = route[..placeholder] + System.Uri.EscapeDataString(Text(value)!).Replace("{", "%7B", StringComparison.Ordinal) + route[(placeholder + name.Length + 2)..];
            }
            else if (Attribute(parameter, "Header") is { } header)
            {
                if (value is not null)
                {
                    headers[(string)header.ConstructorArguments[0].Value!] = Text(value)!;
                }
            }
            else if (Attribute(parameter, "Body") is not null)
            {
                body = value;
            }
            else if (isForm && Attribute(parameter, "Query") is null)
            {
                IEnumerable<object> items = value is IEnumerable<object> many ? many : value is null ? [] : [value];
                form.AddRange(items.Select(item => (name, item)));
            }
            else
            {
                AddQuery(query, parameter, name, value, canBeImplicitBody: verb.AttributeType.Name is "PostAttribute" or "PutAttribute" or "PatchAttribute"
                    && !parameters.Any(static p => Attribute(p, "Body") is not null));
            }
        }

        Assert.DoesNotContain('{', route);
        string method1 = verb.AttributeType.Name.Replace("Attribute", "", StringComparison.Ordinal).ToUpperInvariant();
        return new RefitReading(method1, route + (query.Count == 0 ? "" : "?" + string.Join('&', query)), headers, body, form);
    }

    private static void AddQuery(List<string> query, ParameterInfo parameter, string name, object? value, bool canBeImplicitBody)
    {
        CustomAttributeData? attribute = Attribute(parameter, "Query");
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        bool isScalar = type == typeof(string) || type == typeof(bool) || typeof(IFormattable).IsAssignableFrom(type);
        if (isScalar)
        {
            if (value is not null)
            {
                query.Add(System.Uri.EscapeDataString(name) + "=" + System.Uri.EscapeDataString(Text(value)!));
            }

            return;
        }

        Assert.True(attribute is not null || !canBeImplicitBody, $"Refit would take {parameter.Name} for the body.");
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            foreach ((string key, string item) in (IDictionary<string, string>?)value ?? new Dictionary<string, string>())
            {
                query.Add(System.Uri.EscapeDataString(key) + "=" + System.Uri.EscapeDataString(item));
            }

            return;
        }

        Assert.True(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>), $"Refit would take {parameter.Name} apart as an object.");
        Assert.NotNull(attribute);
        if (value is null)
        {
            return;
        }

        IEnumerable<string> items = ((IEnumerable)value).Cast<object>().Select(static item => Text(item)!);
        if ((int)attribute.ConstructorArguments[0].Value! == 5)
        {
            query.AddRange(items.Select(item => System.Uri.EscapeDataString(name) + "=" + System.Uri.EscapeDataString(item)));
        }
        else
        {
            query.Add(System.Uri.EscapeDataString(name) + "=" + System.Uri.EscapeDataString(string.Join(',', items)));
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static CustomAttributeData? Attribute(MemberInfo member, string name) => Attributes(member).SingleOrDefault(a => a.AttributeType.Name == name + "Attribute");

    private static CustomAttributeData? Attribute(ParameterInfo parameter, string name) =>
        parameter.GetCustomAttributesData().Where(IsOfRefit).SingleOrDefault(a => a.AttributeType.Name == name + "Attribute");

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member) => member.GetCustomAttributesData().Where(IsOfRefit);

    private static bool IsOfRefit(CustomAttributeData attribute) => attribute.AttributeType.Assembly.GetName().Name == "Refit";
}
