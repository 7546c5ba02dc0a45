using System.Linq;
using Leeway.Generator.Emission;
using Leeway.Generator.Fields.Shaping;

namespace Leeway.Generator.Fields.Emission;

/// <summary>Writes the open enum of the options of a field.</summary>
internal static class OptionEmitter
{
    private const string JsonValue = "global::Leeway.Json.IJsonValue";
    private const string FieldOption = "global::Leeway.Generated.IFieldOptionValue";

    public static void Emit(SiteShape site, FieldShape field, SourceWriter writer)
    {
        string name = CSharpText.EscapeIdentifier(field.OptionType);
        string title = CSharpText.EscapeComment(field.Title);
        writer.Write($$"""
            {{DocComment.FormatSummary($"An option of the field {title} (<c>{field.Id}</c>), or any other text, which is kept unchanged.")}}
            {{GeneratedFile.Mark}}
            {{TypeEmitter.FormatConverter(name)}}
            {{site.Accessibility}} readonly partial record struct {{name}} :{{Wrapping.Defer($"global::Leeway.Generated.IOpenEnumValue<{name}>, {FieldOption}")}}
            {
                private static readonly global::Leeway.Generated.JsonNames s_known = new({{JsonNamesText.FormatLiteral(field.Options.Select(static o => (o.Value, false)))}});

                private readonly string? _value;

                /// <summary>Creates an option by its text, which need not be one of the known ones.</summary>
                public {{name}}(string? value) => _value = value;

                {{w => EmitValues(name, field, w)}}
                /// <summary>The text of the option; empty if there is none.</summary>
                public string Value => _value ?? "";

                /// <summary>Returns the text of the option.</summary>
                public override string ToString() => Value;

                /// <summary>Converts a text, which need not be one of the known options.</summary>
                public static implicit operator {{name}}(string value) =>{{Wrapping.Defer("new(value);")}}

                static {{name}}{{Wrapping.Defer($"{JsonValue}<{name}>.Read")}}({{TypeEmitter.Reader}}) =>{{Wrapping.Defer($"new({FieldOption}.ReadOption(ref reader, s_known));")}}

                void {{JsonValue}}.Write(ref global::Leeway.Generated.JsonModelWriter writer) =>{{Wrapping.Defer($"{FieldOption}.WriteOption(ref writer, _value);")}}
            }
            """);
    }

    private static void EmitValues(string name, FieldShape field, SourceWriter writer)
    {
        for (int i = 0; i < field.Options.Count; i++)
        {
            OptionShape option = field.Options[i];
            string text = CSharpText.EscapeComment(option.Value);
            writer.Write($"""
                {DocComment.FormatSummary((text.Length == 0 ? "The empty text" : "<c>" + text + "</c>") + (option.IsDisabled ? ", which cannot be chosen any more." : ""))}
                public static {name} {CSharpText.EscapeIdentifier(option.Name)} =>{Wrapping.Defer($"new(s_known[{i}]);")}

                """);
        }
    }
}
