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
        SourceWriter writer = new SourceWriter().Line("#nullable enable").Line("namespace " + targetNamespace + ";").Line();
        foreach (TypeShape type in types)
        {
            switch (type)
            {
                case ModelShape model:
                    string derived = model.Union is { } membership ? " : " + CSharpText.Identifier(membership.BaseName) : "";
                    WriteClass(
                        $"public sealed class {CSharpText.Identifier(model.Name)}{derived}",
                        model.Properties.Where(p => p.WireName != model.Union?.Discriminator),
                        writer);
                    break;
                case PageShape page:
                    WriteClass($"public sealed class {CSharpText.Identifier(page.Name)}<T>", page.Properties, writer);
                    break;
                case UnionShape union:
                    writer.Line($"[System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = {CSharpText.Literal(union.Discriminator)})]");
                    foreach (UnionBranch branch in union.Branches.DistinctBy(static b => b.ModelName))
                    {
                        writer.Line($"[System.Text.Json.Serialization.JsonDerivedType(typeof({CSharpText.Identifier(branch.ModelName)}), {CSharpText.Literal(branch.Value)})]");
                    }

                    WriteClass($"public abstract class {CSharpText.Identifier(union.Name)}", [], writer);
                    break;
            }
        }

        return writer.ToString();
    }

    public static string WriteContext(IEnumerable<TypeShape> types, string targetNamespace)
    {
        SourceWriter writer = new SourceWriter().Line("namespace " + targetNamespace + ";").Line();
        writer.Line("[System.Text.Json.Serialization.JsonSourceGenerationOptions(DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]");
        foreach (string root in types.SelectMany(Roots))
        {
            writer.Line($"[System.Text.Json.Serialization.JsonSerializable(typeof({root}))]");
        }

        return writer.Line("public sealed partial class ModelsContext : System.Text.Json.Serialization.JsonSerializerContext;").ToString();
    }

    private static IEnumerable<string> Roots(TypeShape type) => type switch
    {
        PageShape page => page.ItemTypes.Select(i => CSharpText.Identifier(page.Name) + "<" + Of(i) + ">"),
        ModelShape or UnionShape => [CSharpText.Identifier(type.Name)],
        _ => [],
    };

    private static void WriteClass(string declaration, IEnumerable<PropertyShape> properties, SourceWriter writer)
    {
        writer.Line(declaration).Open();
        foreach (PropertyShape property in properties)
        {
            writer.Line("[System.Text.Json.Serialization.JsonPropertyName(" + CSharpText.Literal(property.WireName) + ")]");
            writer.Line("public " + Of(property.Type) + "? " + CSharpText.Identifier(property.Name) + " { get; set; }");
        }

        writer.Close().Line();
    }

    private static string Of(TypeReference type) => type.Kind switch
    {
        TypeKind.OpenEnum => "string",
        TypeKind.Alternatives or TypeKind.Json => "System.Text.Json.JsonElement",
        TypeKind.Page => CSharpText.Identifier(type.Name) + "<" + Of(type.Element!) + ">",
        TypeKind.List => "System.Collections.Generic.IReadOnlyList<" + Of(type.Element!) + ">",
        TypeKind.Map => "System.Collections.Generic.IReadOnlyDictionary<string, " + Of(type.Element!) + ">",
        _ => CSharpTypeName.Of(type),
    };
}
