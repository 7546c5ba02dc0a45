using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes a struct that holds JSON of one of several shapes, with a method to read it as each.</summary>
internal static class AlternativesEmitter
{
    private const string RawJson = "global::Leeway.Json.RawJson";

    public static void Emit(AlternativesShape shape, SourceWriter writer)
    {
        string name = CSharpText.EscapeIdentifier(shape.Name);
        writer.Write($$"""
            {{DocComment.FormatSummaryOr(shape.Summary, "JSON that has one of several shapes. No member identifies the shape.")}}
            {{GeneratedFile.Mark}}
            {{TypeEmitter.FormatConverter(name)}}
            {{shape.Api.Accessibility}} readonly partial record struct {{name}}({{RawJson}} Json) :{{Wrapping.Defer($"global::Leeway.Json.IJsonValue<{name}>")}}
            {
                {{w => EmitViews(name, shape, w)}}
                /// <summary>Converts any JSON.</summary>
                public static implicit operator {{name}}({{RawJson}} json) =>{{Wrapping.Defer("new(json);")}}

                /// <summary>Returns the JSON.</summary>
                public override string ToString() => Json.ToString();

                static {{name}}{{Wrapping.Defer($"global::Leeway.Json.IJsonValue<{name}>.Read")}}({{TypeEmitter.Reader}}) =>{{Wrapping.Defer("new(reader.ReadJsonValue());")}}

                void global::Leeway.Json.IJsonValue.Write(ref global::Leeway.Generated.JsonModelWriter writer) => writer.WriteValue(Json);
            }
            """);
    }

    private static void EmitViews(string name, AlternativesShape shape, SourceWriter writer)
    {
        // Types that are written differently can have the same C# type.
        var converted = new HashSet<string>(StringComparer.Ordinal) { CSharpTypeName.Format(TypeReference.Json) };
        foreach (AlternativeShape alternative in shape.Alternatives)
        {
            EmitView(name, alternative, converted.Add(CSharpTypeName.Format(alternative.Type)), writer);
        }

        if (shape.Alternatives.FirstOrDefault(static a => a.IsRichText) is { Type: { Kind: TypeKind.Model } model } && converted.Add(CSharpTypeName.Format(TypeReference.RichText)))
        {
            // C# applies only one conversion of a user.
            writer.Write($"""
                /// <summary>Converts rich text, as <see cref="{CSharpTypeName.Format(model)}"/> does.</summary>
                public static implicit operator {name}({Wrapping.Stack(CSharpTypeName.Format(TypeReference.RichText) + " value")}) =>{Wrapping.Defer(
                    $"new({RawJson}.From{FormatArguments(model)}(value));")}

                """);
        }
    }

    /// <summary>Returns the type arguments for a value: its type and its codec.</summary>
    private static string FormatArguments(TypeReference type) => "<" + CSharpTypeName.FormatWithCodec(type) + ">";

    /// <summary>Writes the method that reads the JSON as one shape and, unless another alternative has the same type, the conversion from that type.</summary>
    private static void EmitView(string name, AlternativeShape alternative, bool isNew, SourceWriter writer)
    {
        if (alternative.Type.Kind == TypeKind.Json)
        {
            return;
        }

        string type = CSharpTypeName.Format(alternative.Type);
        string arguments = FormatArguments(alternative.Type);
        string view = CSharpTypeName.IsValueType(alternative.Type) ? "AsValueOrNull" : "AsOrNull";
        writer.Write($"""
            /// <summary>Returns the JSON as this shape, or null if it has another shape.</summary>
            public {type}? {CSharpText.EscapeIdentifier("As" + alternative.Name)}() =>{Wrapping.Defer($"Json.{view}{arguments}();")}

            """);
        if (!isNew)
        {
            return;
        }

        // C# does not allow conversions from interfaces, such as the types of lists and maps.
        string from = alternative.Type.Kind is TypeKind.List or TypeKind.Map
            ? name + " " + CSharpText.EscapeIdentifier("From" + alternative.Name)
            : "implicit operator " + name;
        writer.Write($"""
            /// <summary>Converts a value of this shape.</summary>
            public static {from}({Wrapping.Stack(type + " value")}) =>{Wrapping.Defer($"new({RawJson}.From{arguments}(value));")}

            """);
    }
}
