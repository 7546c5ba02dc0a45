using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes an open enum: a struct that holds a string, with the known values as static members.</summary>
internal static class OpenEnumEmitter
{
    private const string JsonValue = "global::Leeway.Json.IJsonValue";

    public static void Emit(OpenEnumShape shape, SourceWriter writer)
    {
        string name = CSharpText.EscapeIdentifier(shape.Name);
        writer.Write($$"""
            {{DocComment.FormatSummaryOr(shape.Summary, "One of the known values, or any other one, which is kept unchanged.")}}
            {{GeneratedFile.Mark}}
            {{TypeEmitter.FormatConverter(name)}}
            {{shape.Api.Accessibility}} readonly partial record struct {{name}} :{{Wrapping.Defer($"global::Leeway.Generated.IOpenEnumValue<{name}>")}}
            {
                private static readonly global::Leeway.Generated.JsonNames s_known = new({{JsonNamesText.FormatLiteral(shape.Values.Select(static v => (v.Value, false)))}});

                private readonly string? _value;

                /// <summary>Creates a value, which need not be one of the known ones.</summary>
                public {{name}}(string? value) => _value = value;

                {{w => EmitValues(name, shape, w)}}
                /// <summary>The value as it is sent and received; empty if there is none.</summary>
                public string Value => _value ?? "";

                /// <summary>Returns the value as it is sent and received.</summary>
                public override string ToString() => Value;

                /// <summary>Converts a value, which need not be one of the known ones.</summary>
                public static implicit operator {{name}}(string value) => new(value);

                static {{name}} {{JsonValue}}<{{name}}>.Read({{TypeEmitter.Reader}}) =>{{Wrapping.Defer("new(reader.ReadEnum(s_known));")}}

                void {{JsonValue}}.Write(ref global::Leeway.Generated.JsonModelWriter writer) => writer.WriteValue(_value);
            }
            """);
    }

    private static void EmitValues(string name, OpenEnumShape shape, SourceWriter writer)
    {
        for (int i = 0; i < shape.Values.Count; i++)
        {
            EnumValueShape value = shape.Values[i];
            bool isPlain = string.Equals(value.Value, value.Name, System.StringComparison.OrdinalIgnoreCase);
            writer.Write($"""
                {(isPlain ? "" : DocComment.FormatSummary("<c>" + CSharpText.EscapeComment(value.Value) + "</c>"))}
                public static {name} {CSharpText.EscapeIdentifier(value.Name)} => new(s_known[{i}]);

                """);
        }
    }
}
