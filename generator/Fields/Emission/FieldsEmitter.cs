using System.Linq;
using Leeway.Generator.Emission;
using Leeway.Generator.Fields.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Fields.Emission;

/// <summary>Writes the extension properties for the fields of a site, the open enums of their options, and the constants for their ids.</summary>
internal static class FieldsEmitter
{
    public static SourceText Emit(SiteShape site)
    {
        string name = CSharpText.EscapeComment(site.Site);
        SourceWriter writer = GeneratedFile.Begin();
        writer.Write($$"""
            namespace {{GeneratedFile.FormatNamespace(site.Namespace)}};

            /// <summary>The custom fields of {{name}} as properties of the fields of an issue.</summary>
            {{GeneratedFile.Mark}}
            {{GeneratedFile.NonUserType}}
            {{site.Accessibility}} static class CustomFields
            {
                /// <param name="fields">The fields of an issue.</param>
                extension(global::Leeway.Fields.IssueFields fields)
                {
                    {{w => w.WriteEach(site.Fields, (inner, field) => EmitProperty(site, field, inner))}}
                }
            }

            /// <summary>The ids of the custom fields of {{name}}, such as a search accepts to select fields.</summary>
            {{GeneratedFile.Mark}}
            {{GeneratedFile.NonUserType}}
            {{site.Accessibility}} static class IssueFieldIds
            {
                {{w => w.WriteEach(site.Fields, EmitId)}}
            }

            /// <summary>The custom fields of {{name}} in queries: <c>Jql.Query($"{JqlFields.{{site.Fields[0].Name}}} = {value}")</c>.</summary>
            {{GeneratedFile.Mark}}
            {{GeneratedFile.NonUserType}}
            {{site.Accessibility}} static class JqlFields
            {
                {{w => w.WriteEach(site.Fields, EmitJqlField)}}
            }
            """);
        foreach (FieldShape field in site.Fields.Where(static f => f.Value == FieldValue.Option))
        {
            writer.Write();
            OptionEmitter.Emit(site, field, writer);
        }

        return writer.Complete();
    }

    private static void EmitProperty(SiteShape site, FieldShape field, SourceWriter writer)
    {
        FieldTypeText type = FieldTypeText.Of(site, field);
        string declared = field.IsList ? "global::System.Collections.Generic.IReadOnlyList<" + type.Type + ">" : type.Type;
        string get = field.IsList ? "GetList<" + type.Type + ">" : "Get<" + type.Type + (type.IsNullable ? "?>" : ">");
        string id = CSharpText.FormatLiteral(field.Id);
        writer.Write($$"""
            {{DocComment.FormatSummary($"The field {FormatTitle(field)}, {type.Description}.")}}
            {{(field.Value == FieldValue.Sprint ? DocComment.FormatRemarks("To move the issue to a sprint, set the field to the id of the sprint as a number.") : "")}}
            public {{declared}}? {{CSharpText.EscapeIdentifier(field.Name)}}
            {
                get => fields.{{get}}({{id}});
                set => fields.Set({{id}}, value);
            }
            """);
    }

    private static void EmitId(SourceWriter writer, FieldShape field) => writer.Write($"""
        {DocComment.FormatSummary($"The field {FormatTitle(field)}.")}
        public const string {CSharpText.EscapeIdentifier(field.Name)} = {CSharpText.FormatLiteral(field.Id)};
        """);

    private static void EmitJqlField(SourceWriter writer, FieldShape field) => writer.Write($"""
        {DocComment.FormatSummary($"The field {FormatTitle(field)}.")}
        public static global::Leeway.Queries.JqlField {CSharpText.EscapeIdentifier(field.Name)} =>{Wrapping.Defer($"global::Leeway.Queries.Jql.CustomField({FormatNumber(field.Number)});")}
        """);

    private static string FormatTitle(FieldShape field)
    {
        string title = CSharpText.EscapeComment(field.Title);
        return title.Length == 0 ? "<c>" + field.Id + "</c>" : title + " (<c>" + field.Id + "</c>)";
    }

    private static string FormatNumber(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";
}
