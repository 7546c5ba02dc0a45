using System.Reflection;
using Leeway.Json;
using Leeway.RichText;
using static Leeway.RichText.Samples.SampleValues;

namespace Leeway.Runtime.Tests.RichText;

/// <summary>
/// Builds values of the rich text model with its public constructors, factories and properties, found by reflection, so that no part of the
/// model is missing. Arguments that the model refuses with an <see cref="ArgumentException"/> are replaced.
/// </summary>
internal sealed class ModelBuilder(Random random)
{
    private const int MaxAttempts = 1_000;
    private const int MaxItems = 3;

    private static readonly double[] s_numbers = [.. Numbers, double.NaN, double.PositiveInfinity, double.MaxValue];
    private static readonly string[] s_texts = [.. Texts, "\uD800", "a\uDC00b"];
    private static readonly string[] s_colors = ["#36b37e", "#36B37E80", "36b37e", "red", ""];
    private static readonly string[] s_addresses = ["https://example.atlassian.net/browse/A-1?a=b&c=%20#d", "https://exämple.com/\"ü\"", "mailto:a@example.com", "../a b", "#a"];
    private static readonly string[] s_datasources =
    [
        """{"id":"a","parameters":{"jql":"a"},"views":[{"type":"table","properties":{}}]}""", """{"id":"a","parameters":null,"views":[{"type":"list"}]}""", "{}",
        """{"id":1,"parameters":null,"views":[{"type":"list"}]}""", """{"id":"a","parameters":null,"views":[]}""", """{"id":"a","parameters":null,"views":[{"type":1}]}""",
        """{"id":"a","parameters":null,"views":[{"type":"list","a":1}]}""", """{"id":"a","parameters":null,"views":[{"type":"list"}],"a":1}""", "[]",
    ];

    private static readonly Dictionary<Type, ModelType> s_types = typeof(AdfDocument).Assembly.GetExportedTypes()
        .Where(static type => type is { Namespace: "Leeway.RichText", IsAbstract: false, IsEnum: false })
        .Select(static type => new ModelType(type))
        .Where(static type => type.Creators.Length > 0)
        .ToDictionary(static type => type.Type);

    /// <summary>The types and their properties that can be set, such as <c>AdfTable</c> and <c>AdfTable.Width</c>.</summary>
    public static IEnumerable<string> All => s_types.Values.SelectMany(static type => type.Names);

    /// <summary>Returns those of <see cref="All"/> that a document uses.</summary>
    public static IEnumerable<string> FindUsed(AdfDocument document) => document.Descendants()
        .SelectMany(static node => node.Marks.Prepend<AdfElement>(node))
        .SelectMany(static element => ReadProperties(element)
            .SelectMany(p => p.Value is null ? Array.Empty<string>() : [p.Value.GetType().Name, $"{element.GetType().Name}.{p.Name}"])
            .Prepend(element.GetType().Name))
        .Prepend(nameof(AdfDocument));

    /// <summary>Reads all properties of a node or mark, but for the nodes inside it.</summary>
    public static IEnumerable<(string Name, object? Value)> ReadProperties(AdfElement element) => element.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(static p => p.Name is not (nameof(AdfNode.Children) or "Content" or "Media" or "Caption"))
        .Select(p => (p.Name, p.GetValue(element)));

    /// <param name="maxDepth">About how many nodes may be inside each other.</param>
    public AdfDocument BuildDocument(int maxDepth) => AdfDocument.Of(BuildArray(typeof(IAdfBlock), maxDepth).OfType<IAdfBlock>());

    private object? Build(Type type, string name, int depth)
    {
        if (type == typeof(RawJson))
        {
            return random.Next(10) == 0 ? default : RawJson.Parse(name == "datasource" ? Pick(random, s_datasources) : PickJson(random)?.ToJsonString() ?? "null");
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return random.Next(4) == 0 ? null : Build(inner, name, depth);
        }

        if (type.IsGenericType)
        {
            return BuildArray(type.GetGenericArguments()[0], depth);
        }

        if (!type.IsValueType && random.Next(20) == 0)
        {
            return null;
        }

        return BuildSimple(type, name) ?? BuildNode(type, depth);
    }

    private object? BuildSimple(Type type, string name) => type switch
    {
        _ when type == typeof(string) && name == "color" => Pick(random, s_colors),
        _ when type == typeof(string) => Pick(random, s_texts),
        _ when type == typeof(int) => random.Next(-1, 8),
        _ when type == typeof(double) => Pick(random, s_numbers),
        _ when type == typeof(bool) => random.Next(2) == 0,
        _ when type == typeof(Uri) => new Uri(Pick(random, s_addresses), UriKind.RelativeOrAbsolute),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero),
        _ when type.IsEnum => Enum.ToObject(type, random.Next(-1, Enum.GetValues(type).Length + 1)),
        _ => null,
    };

    private Array BuildArray(Type item, int depth)
    {
        Array items = Array.CreateInstance(item, random.Next((depth > 0 ? MaxItems : 1) + 1));
        for (int i = 0; i < items.Length; i++)
        {
            items.SetValue(Build(item, "", depth), i);
        }

        return items;
    }

    private object? BuildNode(Type type, int depth)
    {
        ModelType[] all = [.. s_types.Values.Where(t => type.IsAssignableFrom(t.Type))];
        ModelType[] leaves = [.. all.Where(static t => t.IsLeaf)];
        return Retry(() => Create(Pick(random, depth > 0 || leaves.Length == 0 ? all : leaves), depth - 1));
    }

    private object? Create(ModelType type, int depth)
    {
        MethodBase creator = Pick(random, type.Creators);
        object?[] arguments = [.. creator.GetParameters().Select(p => p.HasDefaultValue && random.Next(3) == 0 ? p.DefaultValue : Build(p.ParameterType, p.Name!, depth))];
        object? value = creator is ConstructorInfo constructor ? constructor.Invoke(arguments) : creator.Invoke(null, arguments);

        // Values that types offer, such as the mark for strong text, are shared.
        if (creator is ConstructorInfo)
        {
            foreach (PropertyInfo property in type.Properties)
            {
                if (random.Next(3) == 0)
                {
                    property.SetValue(value, Build(property.PropertyType, property.Name, depth));
                }
            }
        }

        return value;
    }

    private static object? Retry(Func<object?> build)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return build();
            }
            catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException && attempt < MaxAttempts)
            {
                // The model refuses the arguments.
            }
        }
    }

    /// <summary>What the model offers to create values of a type.</summary>
    private sealed class ModelType
    {
        public ModelType(Type type)
        {
            Type = type;
            Creators =
            [
                .. type.GetConstructors(),
                .. type.GetMethods(BindingFlags.Public | BindingFlags.Static).Concat(typeof(Adf).GetMethods()).Where(m => m.ReturnType == type),
            ];
            Creators = [.. Creators.Where(static creator => !creator.GetParameters().Any(static p => p.ParameterType.IsByRefLike))];
            Properties =
            [
                .. type.GetProperties().Where(static p => p.SetMethod is { IsPublic: true }
                    && !(p.Name == nameof(AdfNode.LocalId) && p.DeclaringType != typeof(AdfNode))),
            ];
            IsLeaf = !Creators.Any(static creator => creator.GetParameters().Any(static p => p.ParameterType.IsGenericType && typeof(IAdfNode).IsAssignableFrom(p.ParameterType.GetGenericArguments()[0])));
        }

        public Type Type { get; }

        public MethodBase[] Creators { get; }

        public PropertyInfo[] Properties { get; }

        public bool IsLeaf { get; }

        public IEnumerable<string> Names => Properties.Select(p => $"{Type.Name}.{p.Name}").Prepend(Type.Name);
    }
}
