using System.Collections.Generic;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes a struct that holds JSON of one of several shapes, with a method to read it as each.</summary>
internal static class AlternativesEmitter
{
    private const string RawJson = "global::Leeway.Json.RawJson";

    public static void Emit(AlternativesShape shape, SourceWriter writer)
    {
        string name = CSharpText.Identifier(shape.Name);
        TypeEmitter.Open(
            shape,
            "JSON that has one of several shapes. No member identifies the shape.",
            $"readonly partial record struct {name}({RawJson} Json) : global::Leeway.Json.IJsonValue<{name}>",
            writer);
        var converted = new HashSet<TypeReference> { TypeReference.Json };
        foreach (AlternativeShape alternative in shape.Alternatives)
        {
            EmitView(name, alternative, converted.Add(alternative.Type), writer);
        }

        writer.Summary("Converts any JSON.");
        writer.Line($"public static implicit operator {name}({RawJson} json) => new(json);").Line();
        writer.Summary("The JSON.");
        writer.Line("public override string ToString() => Json.ToString();").Line();
        writer.Line($"static {name} global::Leeway.Json.IJsonValue<{name}>.Read(ref global::Leeway.Generated.JsonModelReader reader) => new(reader.ReadJsonValue());").Line();
        writer.Line("void global::Leeway.Json.IJsonValue.Write(ref global::Leeway.Generated.JsonModelWriter writer) => writer.WriteValue(Json);");
        writer.Close();
    }

    /// <summary>Writes the method that reads the JSON as one shape and, unless another alternative has the same type, the conversion from that type.</summary>
    private static void EmitView(string name, AlternativeShape alternative, bool isNew, SourceWriter writer)
    {
        if (alternative.Type.Kind == TypeKind.Json)
        {
            return;
        }

        string type = CSharpTypeName.Of(alternative.Type);
        string arguments = "<" + type + ", " + CSharpTypeName.CodecOf(alternative.Type) + ">";
        string view = CSharpTypeName.IsValueType(alternative.Type) ? "AsValueOrNull" : "AsOrNull";
        writer.Summary("Returns the JSON as this shape, or null if it has another shape.");
        writer.Line($"public {type}? {CSharpText.Identifier("As" + alternative.Name)}() => Json.{view}{arguments}();").Line();
        if (!isNew)
        {
            return;
        }

        // C# does not allow conversions from interfaces, such as the types of lists and maps.
        string from = alternative.Type.Kind is TypeKind.List or TypeKind.Map
            ? name + " " + CSharpText.Identifier("From" + alternative.Name)
            : "implicit operator " + name;
        writer.Summary("Converts a value of this shape.");
        writer.Line($"public static {from}({type} value) => new({RawJson}.From{arguments}(value));").Line();
    }
}
