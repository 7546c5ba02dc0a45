using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;

namespace Leeway.Benchmarks.AssemblySize;

/// <summary>
/// Writes the models of a product for System.Text.Json: plain classes with the same members, and a <c>JsonSerializerContext</c> that lists
/// each. An open enum is a string, and alternatives are a <c>JsonElement</c>.
/// </summary>
internal static class SystemTextJsonModels
{
    public static string WriteModels(IEnumerable<TypeShape> types, string targetNamespace)
    {
        SourceWriter writer = new SourceWriter().Write($"""
            #nullable enable
            namespace {targetNamespace};

            """);
        foreach (TypeShape type in types)
        {
            switch (type)
            {
                case ModelShape model:
                    string derived = model.Union is { } membership ? " : " + CSharpText.EscapeIdentifier(membership.BaseName) : "";
                    WriteClass(
                        $"public sealed class {CSharpText.EscapeIdentifier(model.Name)}{derived}",
                        model.Properties.Where(p => p.WireName != model.Union?.Discriminator),
                        writer);
                    break;
                case PageShape page:
                    WriteClass($"public sealed class {CSharpText.EscapeIdentifier(page.Name)}<T>", page.Properties, writer);
                    break;
                case UnionShape union:
                    writer.Write($"[System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = {CSharpText.FormatLiteral(union.Discriminator)})]");
                    foreach (UnionBranch branch in union.Branches.DistinctBy(static b => b.ModelName))
                    {
                        writer.Write($"[System.Text.Json.Serialization.JsonDerivedType(typeof({CSharpText.EscapeIdentifier(branch.ModelName)}), {CSharpText.FormatLiteral(branch.Value)})]");
                    }

                    WriteClass($"public abstract class {CSharpText.EscapeIdentifier(union.Name)}", [], writer);
                    break;
            }
        }

        return writer.Complete().ToString();
    }

    public static string WriteContext(IEnumerable<TypeShape> types, string targetNamespace)
    {
        SourceWriter writer = new SourceWriter().Write($"""
            namespace {targetNamespace};

            """);
        writer.Write("[System.Text.Json.Serialization.JsonSourceGenerationOptions(DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]");
        foreach (string root in types.SelectMany(Roots))
        {
            writer.Write($"[System.Text.Json.Serialization.JsonSerializable(typeof({root}))]");
        }

        return writer.Write("public sealed partial class ModelsContext : System.Text.Json.Serialization.JsonSerializerContext;").Complete().ToString();
    }

    private static IEnumerable<string> Roots(TypeShape type) => type switch
    {
        PageShape page => page.ItemTypes.Select(i => CSharpText.EscapeIdentifier(page.Name) + "<" + Of(i) + ">"),
        ModelShape or UnionShape => [CSharpText.EscapeIdentifier(type.Name)],
        _ => [],
    };

    private static void WriteClass(string declaration, IEnumerable<PropertyShape> properties, SourceWriter writer) => writer.Write($$"""
        {{declaration}}
        {
            {{w => WriteProperties(properties, w)}}
        }

        """);

    private static void WriteProperties(IEnumerable<PropertyShape> properties, SourceWriter writer)
    {
        foreach (PropertyShape property in properties)
        {
            writer.Write($$"""
                [System.Text.Json.Serialization.JsonPropertyName({{CSharpText.FormatLiteral(property.WireName)}})]
                public {{Of(property.Type)}}? {{CSharpText.EscapeIdentifier(property.Name)}} { get; set; }
                """);
        }
    }

    private static string Of(TypeReference type) => type.Kind switch
    {
        TypeKind.OpenEnum => "string",
        TypeKind.NumericId => "long",
        TypeKind.Alternatives or TypeKind.Json => "System.Text.Json.JsonElement",
        TypeKind.Page => CSharpText.EscapeIdentifier(type.Name) + "<" + Of(type.Element!) + ">",
        TypeKind.List => "System.Collections.Generic.IReadOnlyList<" + Of(type.Element!) + ">",
        TypeKind.Map => "System.Collections.Generic.IReadOnlyDictionary<string, " + Of(type.Element!) + ">",
        _ => CSharpTypeName.Format(type),
    };
}
