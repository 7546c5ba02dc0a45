using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes a product's generic page type, and the factory that creates the converter of each constructed page type for <c>JsonSerializer</c>.</summary>
internal static class PageEmitter
{
    private const string Factory = "PageJsonConverterFactory";
    private const string Item = "T";
    private const string Serialization = "global::System.Text.Json.Serialization.";

    public static void Emit(PageShape page, SourceWriter writer)
    {
        string name = CSharpText.Identifier(page.Name);
        writer.Summary(page.Summary is { Length: > 0 } summary ? CSharpText.DocText(summary) : "A page of the items of a list.");
        writer.Line($"/// <typeparam name=\"{Item}\">The type of the items.</typeparam>");
        writer.Line(GeneratedFile.Mark);
        writer.Line($"[{Serialization}JsonConverter(typeof({Factory}))]");
        writer.Line($"{page.Api.Accessibility} sealed partial class {name}<{Item}> : global::Leeway.Json.JsonModel, global::Leeway.Json.IJsonValue<{name}<{Item}>>{(page.Properties.Any(IsItems) ? $", global::Leeway.Generated.IItemPage<{Item}>" : "")}");
        writer.Line($"    where {Item} : global::Leeway.Json.IJsonValue<{Item}>");
        writer.Open();
        MemberEmitter.EmitNames(page.Api, page.Properties, hiddenName: null, writer);
        for (int i = 0; i < page.Properties.Count; i++)
        {
            Declare(page.Properties[i], i, writer);
            writer.Line();
            if (page.Properties[i] == page.Properties.FirstOrDefault(IsItems))
            {
                writer.Line($"{CSharpTypeName.Of(page.Properties[i].Type)}? global::Leeway.Generated.IItemPage<{Item}>.Items => {MemberEmitter.GetField(page.Properties[i])};").Line();
            }
        }

        MemberEmitter.EmitRead([.. page.Properties.Select(static p => (MemberEmitter.GetField(p), MemberEmitter.FormatRead(p.Type)))], writer);
        writer.Line("protected override void WriteJsonMembers(ref global::Leeway.Generated.JsonModelWriter writer)").Open();
        for (int i = 0; i < page.Properties.Count; i++)
        {
            writer.Line(MemberEmitter.FormatWrite(i, page.Properties[i].Type, MemberEmitter.GetField(page.Properties[i])));
        }

        writer.Close().Line();
        writer.Line($"static {name}<{Item}>? global::Leeway.Json.IJsonValue<{name}<{Item}>>.Read(ref global::Leeway.Generated.JsonModelReader reader) => reader.ReadObject(new {name}<{Item}>());");
        writer.Close().Line();
        EmitConverterFactory(page, name, writer);
    }

    private static bool IsItems(PropertyShape property) => property.Type.Kind == TypeKind.List && property.Type.Element == PageShape.ItemPlaceholder;

    private static void Declare(PropertyShape property, int member, SourceWriter writer)
    {
        if (IsItems(property))
        {
            // A page without items returns an empty list.
            string items = $"{MemberEmitter.GetField(property)} ?? global::System.Array.Empty<{Item}>()";
            MemberEmitter.Declare(property, member, CSharpTypeName.Of(property.Type), items, writer);
        }
        else
        {
            MemberEmitter.Declare(property, member, writer);
        }
    }

    /// <summary>Lists each constructed page type, because native applications cannot construct generic types at run time.</summary>
    private static void EmitConverterFactory(PageShape page, string name, SourceWriter writer)
    {
        writer.Summary("Creates the converter of a page for <c>JsonSerializer</c>.");
        writer.Line(GeneratedFile.Mark);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Line($"{page.Api.Accessibility} sealed class {Factory} : {Serialization}JsonConverterFactory").Open();
        writer.Line($"public override bool CanConvert(global::System.Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof({name}<>);").Line();
        writer.Line($"public override {Serialization}JsonConverter? CreateConverter(global::System.Type type, global::System.Text.Json.JsonSerializerOptions options)").Open();
        foreach (TypeReference item in page.ItemTypes)
        {
            string closed = name + "<" + CSharpTypeName.Of(item) + ">";
            writer.Line($"if (type == typeof({closed})) return new global::Leeway.Generated.JsonModelConverter<{closed}>();");
        }

        writer.Line("return null;");
        writer.Close();
        writer.Close();
    }
}
