using System.Reflection;
using System.Text;
using Leeway.Generator.Shaping;
using Leeway.Json;
using Leeway.TimeLimit;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Checks types that no document of Atlassian contains, from shapes that the tests create.</summary>
public class TypeEmitterTests
{
    private static readonly ApiShape s_api = new("Made.By.Hand", "Odd", "jira", "public");

    private static readonly string[] s_names =
    [
        "plain", "", "\"", "\\", "\n", "\r", "\r\nnext", "\0", "\u001f", "\t", "a\"b\\c\n", "\\n", "\\u0041", "\uD800", "\uDC00x", "x\uD83D", "😀", "\u2028", "é",
        "*/", "u8", "\"u8);", "//", "{0}", "ends\n", "reader", "customfield_10001", new string('x', 10_000), new string('"', 3_000),
    ];

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    public void MembersWithAnyNameShouldBeReadAndWritten(LanguageVersion version)
    {
        PropertyShape[] properties = [.. s_names.Select(static (name, i) => Property(name, "Member" + i, TypeReference.String))];
        Type type = Compile(version, new ModelShape(s_api, "Strange", null, properties.ToEquatableArray(), null, IsRequestOnly: false, IsDeprecated: false)).GetType("Made.By.Hand.Strange")!;
        string json = "{" + string.Join(',', s_names.Select(static (name, i) => Quoted(name) + ":\"" + i + "\"")) + "}";

        var model = (JsonModel)Read(type, json);

        Assert.Empty(model.UnknownMembers);
        Assert.All(properties, (property, i) => Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), type.GetProperty(property.Name)!.GetValue(model)));
        Assert.Equal(json, Write(model), ignoreCase: true);
    }

    [Fact]
    public void ValuesWithAnyTextShouldBeKnown()
    {
        EnumValueShape[] values = [.. s_names.Select(static (name, i) => new EnumValueShape("Value" + i, name))];
        Type type = Compile(LanguageVersion.Latest, new OpenEnumShape(s_api, "Odd", null, values.ToEquatableArray())).GetType("Made.By.Hand.Odd")!;
        Assert.All(values, value =>
        {
            object known = type.GetProperty(value.Name)!.GetValue(null)!;
            Assert.Equal(value.Value, known.ToString());
            Assert.Equal(known, Read(type, Quoted(value.Value)));
        });
    }

    [Fact]
    public void DiscriminatorsWithAnyTextShouldIdentifyTheKind()
    {
        // By default, each discriminator is compiled with every seventh value, and each value with every seventh discriminator.
        UnionShape[] unions = [.. s_names.Select(static (discriminator, u) => new UnionShape(
            s_api,
            "Union" + u,
            null,
            discriminator,
            s_names.Select((name, i) => new UnionBranch(name, $"Kind{u}Of{i}")).Where((_, i) => TestSize.IsFull || (u + i) % 7 == 0).ToEquatableArray()))];
        IEnumerable<TypeShape> kinds = unions.SelectMany(static union => union.Branches.Select(branch => new ModelShape(
            s_api, branch.ModelName, null, [], new UnionMembership(union.Name, union.Discriminator, branch.Value), IsRequestOnly: false, IsDeprecated: false)));
        Assembly assembly = Compile(LanguageVersion.Latest, [.. unions, .. kinds]);
        foreach (UnionShape shape in unions)
        {
            string discriminator = shape.Discriminator;
            Type union = assembly.GetType("Made.By.Hand." + shape.Name)!;
            foreach (UnionBranch branch in shape.Branches)
            {
                string json = "{" + Quoted(discriminator) + ":" + Quoted(branch.Value) + "}";
                object read = Read(union, json);
                Assert.Equal(branch.ModelName, read.GetType().Name);
                Assert.Equal(json, Write(read), ignoreCase: true);

                // Values are ordinary strings, so half of a surrogate pair becomes the replacement character.
                string value = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(branch.Value));
                Assert.Equal("{" + Quoted(discriminator) + ":" + Quoted(value) + "}", Write(Activator.CreateInstance(read.GetType())!), ignoreCase: true);
            }
        }
    }

    [Fact]
    public void EveryConstructShouldCompileWithoutAWarningUnderAnyName()
    {
        TypeReference model = new(TypeKind.Model, "Task");
        TypeReference value = new(TypeKind.OpenEnum, "String");
        TypeReference page = new(TypeKind.Page, "Page", model);
        PropertyShape[] properties =
        [
            .. new[] { "reader", "writer", "member", "class", "value", "field", "record", "_", "Task", "String", "System", "Leeway", "global", "Names", "NameTable" }
                .Select(static name => Property(name, name, TypeReference.String)),
            Property("a", "RequiredInt", TypeReference.Int32, isRequired: true),
            Property("b", "RequiredEnum", value, isRequired: true),
            Property("c", "RequiredModel", model, isRequired: true),
            Property("d", "RequiredOld", TypeReference.String, isRequired: true) with { IsDeprecated = true },
            Property("e", "Old", TypeReference.CreateMap(TypeReference.CreateList(TypeReference.DateTime))) with { IsDeprecated = true, Summary = "<b>&\n" },
            Property("f", "Matrix", TypeReference.CreateList(TypeReference.CreateList(value))),
            Property("g", "Page", page),
            Property("h", "Union", new TypeReference(TypeKind.Union, "Union")),
            Property("i", "Choice", new TypeReference(TypeKind.Alternatives, "Choice")),
            Property("j", "RichText", TypeReference.RichText, isRequired: true),
            Property("k", "RichTexts", TypeReference.CreateMap(TypeReference.RichText, holdsNull: true)),
            Property("l", "Text", TypeReference.String, isRequired: true) with { Document = new DocumentShape("TextDocument", -1, "") },
        ];
        PropertyShape format = Property("format", "Format", value, isRequired: true);
        PropertyShape text = Property("*/</c>", "Value", TypeReference.String, isRequired: true) with { IsClearedByNull = true, Document = new DocumentShape("Document", 0, "\"*/</c>") };
        foreach (LanguageVersion version in new[] { LanguageVersion.CSharp12, LanguageVersion.Latest })
        {
            foreach (bool isRequestOnly in new[] { false, true })
            {
                Compile(
                    version,
                    [
                        new ModelShape(s_api, "JsonModel", "*/ </summary>", properties.ToEquatableArray(), null, isRequestOnly, IsDeprecated: true),
                        new ModelShape(s_api, "Task", null, [], null, isRequestOnly, IsDeprecated: false),
                        new OpenEnumShape(s_api, "String", null, []),
                        new UnionShape(s_api, "Union", null, "kind", [new UnionBranch("a", "Kind"), new UnionBranch("b", "Other")]),
                        new ModelShape(s_api, "Kind", null, [Property("kind", "Kind2", value, isRequired: true), Property("n", "N", TypeReference.Int64, isRequired: true)], new UnionMembership("Union", "kind", "a"), isRequestOnly, IsDeprecated: false),
                        new ModelShape(s_api, "Other", null, [Property("n", "N", TypeReference.Double, isRequired: true)], new UnionMembership("Union", "kind", "b"), isRequestOnly, IsDeprecated: false),
                        new AlternativesShape(s_api, "Choice", null, [new AlternativeShape("String", TypeReference.String), new AlternativeShape("Task", model), new AlternativeShape("Any", TypeReference.Json), new AlternativeShape("TaskMap", TypeReference.CreateMap(model)), new AlternativeShape("Page", page), new AlternativeShape("Text", TypeReference.String), new AlternativeShape("Note", new TypeReference(TypeKind.Model, "Note"), IsRichText: true), new AlternativeShape("Body", new TypeReference(TypeKind.Model, "Body"), IsRichText: true)]),
                        new AlternativesShape(s_api, "Other2", null, [new AlternativeShape("RichText", TypeReference.RichText, IsRichText: true), new AlternativeShape("Note", new TypeReference(TypeKind.Model, "Note"), IsRichText: true)]),
                        new ModelShape(s_api, "Note", null, [format, text], null, isRequestOnly, IsDeprecated: false),
                        new ModelShape(s_api, "Body", null, [format with { Type = TypeReference.String }, text], null, isRequestOnly, IsDeprecated: false),
                        new PageShape(s_api, "Page", null, [Property("values", "Values", TypeReference.CreateList(PageShape.ItemPlaceholder)), Property("next", "Next", model)], [model, value, new TypeReference(TypeKind.Union, "Union"), TypeReference.Json]),
                    ],
                    "internal");
            }
        }
    }

    [Fact]
    public void TimesShouldHaveTheFormThatTheProductReads()
    {
        var model = new ModelShape(s_api, "Moment", null, [Property("at", "At", TypeReference.DateTime), Property("all", "All", TypeReference.CreateMap(TypeReference.DateTime))], null, IsRequestOnly: false, IsDeprecated: false);
        const string Json = """{"at":"2021-01-17T12:34:00.000Z","all":{"x":"2021-01-17T12:34:00.000Z"}}""";
        foreach ((bool isJiraPlatform, string expected) in new[] { (true, "+0000"), (false, "Z") })
        {
            Type type = Compile(LanguageVersion.Latest, [model], api: s_api with { IsJiraPlatform = isJiraPlatform }).GetType("Made.By.Hand.Moment")!;
            Assert.Equal(Json.Replace("Z\"", expected + "\"", StringComparison.Ordinal), Write(Read(type, Json)));
        }
    }

    private static PropertyShape Property(string wireName, string name, TypeReference type, bool isRequired = false) =>
        new(wireName, name, type, isRequired, IsReadOnly: false, IsDeprecated: false, IsClearedByNull: false, Summary: null);

    private static string Quoted(string text)
    {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            json.Append(c switch
            {
                '"' or '\\' => "\\" + c,
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when isPair => text.Substring(i++, 2),
                _ when c < ' ' || char.IsSurrogate(c) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return json.Append('"').ToString();
    }

    private static Assembly Compile(LanguageVersion version, params TypeShape[] types) => Compile(version, types, "public");

    private static Assembly Compile(LanguageVersion version, TypeShape[] types, string accessibility = "public", ApiShape? api = null) =>
        EmittedAssembly.Of(Client((api ?? s_api) with { Accessibility = accessibility }, types), version: version).Assembly;

    private static ClientShape Client(ApiShape api, TypeShape[] types) => new(api, [], types.Select(t => t with { Api = api }).ToEquatableArray());

    private static object Read(Type type, string json) => Invoke(nameof(ReadAs), type, Encoding.UTF8.GetBytes(json))!;

    private static string Write(object value) => Encoding.UTF8.GetString((byte[])Invoke(nameof(WriteAs), value.GetType().BaseType is { IsAbstract: true } union && union != typeof(JsonModel) ? union : value.GetType(), value)!);

    private static object? Invoke(string method, Type type, object argument) =>
        typeof(TypeEmitterTests).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [argument]);

    private static T? ReadAs<T>(byte[] json)
        where T : IJsonValue<T> => JsonModelSerializer.Read<T>(json);

    private static byte[] WriteAs<T>(T value)
        where T : IJsonValue<T> => JsonModelSerializer.WriteToArray(value);
}
