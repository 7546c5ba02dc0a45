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
        string name = CSharpText.EscapeIdentifier(page.Name);
        string type = name + "<" + Item + ">";
        PropertyShape? items = page.Properties.FirstOrDefault(IsItems);
        string bases = Wrapping.Defer(Wrapping.Fill(
            ["global::Leeway.Json.JsonModel", $"global::Leeway.Json.IJsonValue<{type}>", .. items is null ? (string[])[] : [$"global::Leeway.Generated.IItemPage<{Item}>"]]));
        writer.Write($$"""
            {{DocComment.FormatSummaryOr(page.Summary, "A page of the items of a list.")}}
            /// <typeparam name="{{Item}}">The type of the items.</typeparam>
            {{GeneratedFile.Mark}}
            [{{Serialization}}JsonConverter(typeof({{Factory}}))]
            {{page.Api.Accessibility}} sealed partial class {{type}} :{{bases}}
                where {{Item}} : global::Leeway.Json.IJsonValue<{{Item}}>
            {
                {{w => MemberEmitter.EmitNames(page.Api, page.Properties, hiddenName: null, w)}}

                {{w => EmitProperties(page, w)}}
                {{w => EmitItems(items, w)}}
                {{w => MemberEmitter.EmitRead([.. page.Properties.Select(static p => (MemberEmitter.GetField(p), MemberEmitter.FormatRead(p.Type)))], w)}}

                {{GeneratedFile.NonUserCode}}
                protected override void WriteJsonMembers(ref global::Leeway.Generated.JsonModelWriter writer)
                {
                    {{w => EmitWrites(page, w)}}
                }

                static {{type}}? global::Leeway.Json.IJsonValue<{{type}}>.Read({{TypeEmitter.Reader}}) =>{{Wrapping.Defer($"reader.ReadObject(new {type}());")}}
            }

            /// <summary>Creates the converter of a page for <c>JsonSerializer</c>.</summary>
            {{GeneratedFile.Mark}}
            {{GeneratedFile.NonUserType}}
            [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
            {{page.Api.Accessibility}} sealed class {{Factory}} : {{Serialization}}JsonConverterFactory
            {
                public override bool CanConvert(global::System.Type type) =>{{Wrapping.Defer($"type.IsGenericType && type.GetGenericTypeDefinition() == typeof({name}<>);")}}

                public override {{Serialization}}JsonConverter? CreateConverter({{Wrapping.Stack("global::System.Type type", "global::System.Text.Json.JsonSerializerOptions options")}})
                {
                    {{w => EmitConverters(page, name, w)}}
                    return null;
                }
            }
            """);
    }

    private static bool IsItems(PropertyShape property) => property.Type.Kind == TypeKind.List && property.Type.Element == PageShape.ItemPlaceholder;

    private static void EmitProperties(PageShape page, SourceWriter writer)
    {
        for (int i = 0; i < page.Properties.Count; i++)
        {
            PropertyShape property = page.Properties[i];
            if (IsItems(property))
            {
                // A page without items returns an empty list.
                string items = $"{MemberEmitter.GetField(property)} ?? global::System.Array.Empty<{Item}>()";
                MemberEmitter.Declare(property, i, CSharpTypeName.Format(property.Type), items, writer);
            }
            else
            {
                MemberEmitter.Declare(property, i, writer);
            }

            writer.Write();
        }
    }

    /// <summary>Writes the member that returns the items as they were read, which may be null.</summary>
    private static void EmitItems(PropertyShape? items, SourceWriter writer)
    {
        if (items is not null)
        {
            writer.Write($"""
                {CSharpTypeName.Format(items.Type)}? global::Leeway.Generated.IItemPage<{Item}>.Items => {MemberEmitter.GetField(items)};

                """);
        }
    }

    private static void EmitWrites(PageShape page, SourceWriter writer)
    {
        for (int i = 0; i < page.Properties.Count; i++)
        {
            writer.Write($"{MemberEmitter.FormatWrite(i, page.Properties[i].Type, MemberEmitter.GetField(page.Properties[i]))}");
        }
    }

    /// <summary>Lists each constructed page type, because native applications cannot construct generic types at run time.</summary>
    private static void EmitConverters(PageShape page, string name, SourceWriter writer)
    {
        foreach (TypeReference item in page.ItemTypes)
        {
            string closed = name + "<" + CSharpTypeName.Format(item) + ">";
            writer.Write($"if (type == typeof({closed})){Wrapping.Defer($"return new global::Leeway.Generated.JsonModelConverter<{closed}>();")}");
        }
    }
}
