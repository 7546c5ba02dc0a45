using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes the properties of a model that read and write a text as rich text, and the conversion from rich text to the model.</summary>
internal static class RichTextEmitter
{
    private const string Generated = "global::Leeway.Generated.";

    private static readonly string s_document = CSharpTypeName.Format(TypeReference.RichText);

    /// <param name="name">The C# name of the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="create">The expression that creates a model without members.</param>
    /// <param name="writer">The writer.</param>
    public static void Emit(string name, ModelShape model, string create, SourceWriter writer)
    {
        for (int i = 0; i < model.Properties.Count; i++)
        {
            if (model.Properties[i].Document is { } document)
            {
                EmitProperty(model, i, document, writer);
            }
        }

        if (model.RichText is { Document: { } body })
        {
            writer.Write($$"""
                /// <summary>Converts rich text: sets <see cref="{{CSharpText.EscapeIdentifier(body.Name)}}"/>. Null stays null.</summary>
                [return: global::System.Diagnostics.CodeAnalysis.NotNullIfNotNull("document")]
                public static implicit operator {{name}}?({{Wrapping.Stack(s_document + "? document")}}) =>{{Wrapping.Defer(
                    $"document is null ? null : {create} {{ {CSharpText.EscapeIdentifier(body.Name)} = document }};")}}

                """);
        }
    }

    private static void EmitProperty(ModelShape model, int member, DocumentShape document, SourceWriter writer)
    {
        PropertyShape text = model.Properties[member];
        PropertyShape? format = document.FormatMember < 0 ? null : model.Properties[document.FormatMember];
        string cache = "_" + CSharpText.LowerFirst(document.Name);
        string read = $"{Generated}ParsedRichText.Read({MemberEmitter.GetField(text)}, ref {cache})";
        writer.Write($$"""
            private {{Generated}}ParsedRichText? {{cache}};

            {{DocComment.FormatSummary(Describe(text, format, document))}}
            public {{s_document}}?{{Wrapping.Defer(CSharpText.EscapeIdentifier(document.Name))}}
            {
                get => {{(format is null ? read : FormatCondition(format, document) + " ?" + Wrapping.Defer(read + " : null"))}};
                set
                {
                    {{(format is null ? "" : $"{MemberEmitter.GetField(format)} = {FormatValue(format, document)};")}}
                    {{(format is null ? "" : MemberEmitter.FormatAssigned(format, document.FormatMember))}}
                    {{MemberEmitter.GetField(text)}} = value?.ToJson();
                    {{MemberEmitter.FormatAssigned(text, member)}}
                }
            }

            """);
    }

    private static string Describe(PropertyShape text, PropertyShape? format, DocumentShape document)
    {
        string code = FormatCode(text.WireName);
        return format is null
            ? $"The rich text in {code}; null if there is none or the text is something else. Assigning it replaces the text."
            : $"The rich text in {code}, if {FormatCode(format.WireName)} is {FormatCode(document.FormatValue)}; null if it is not, or if the text"
                + " is something else. Assigning it sets both members, and assigning null removes them.";
    }

    private static string FormatCode(string text) => "<c>" + CSharpText.EscapeComment(text) + "</c>";

    private static string FormatCondition(PropertyShape format, DocumentShape document)
    {
        string value = CSharpText.FormatLiteral(document.FormatValue);
        return MemberEmitter.GetField(format) + (format.Type.Kind == TypeKind.String ? " is " + value : " is { Value: " + value + " }");
    }

    private static string FormatValue(PropertyShape format, DocumentShape document)
    {
        string value = CSharpText.FormatLiteral(document.FormatValue);
        string type = CSharpTypeName.Format(format.Type);

        // A null of an open enum needs its type, because null converts to an open enum that is not null.
        return "value is null ?" + Wrapping.Defer(format.Type.Kind == TypeKind.String ? $"null : {value}" : $"default({type}?) : new {type}({value})");
    }
}
