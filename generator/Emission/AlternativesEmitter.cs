using System.Collections.Generic;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes alternatives: a struct that holds JSON of one of several shapes, with a view of each.</summary>
internal static class AlternativesEmitter
{
    private const string RawJson = "global::Leeway.Json.RawJson";

    public static void Emit(AlternativesShape shape, SourceWriter writer)
    {
        string name = CSharpText.Identifier(shape.Name);
        TypeEmitter.Open(
            shape,
            "JSON of one of several shapes, which nothing in it tells apart.",
            $"readonly partial record struct {name}({RawJson} Json) : global::Leeway.Json.IJsonValue<{name}>",
            writer);
        var converted = new HashSet<TypeReference> { TypeReference.Json };
        foreach (AlternativeShape alternative in shape.Alternatives)
        {
            View(name, alternative, converted.Add(alternative.Type), writer);
        }

        writer.Summary("Any JSON.");
        writer.Line($"public static implicit operator {name}({RawJson} json) => new(json);").Line();
        writer.Summary("The JSON.");
        writer.Line("public override string ToString() => Json.ToString();").Line();
        writer.Line($"static {name} global::Leeway.Json.IJsonValue<{name}>.Read(ref global::Leeway.Json.JsonModelReader reader) => new(reader.ReadJsonValue());").Line();
        writer.Line("void global::Leeway.Json.IJsonValue.Write(ref global::Leeway.Json.JsonModelWriter writer) => writer.WriteValue(Json);");
        writer.Close();
    }

    /// <summary>A view of one shape, and the way from it, if no other alternative has taken that.</summary>
    private static void View(string name, AlternativeShape alternative, bool isNew, SourceWriter writer)
    {
        if (alternative.Type.Kind == TypeKind.Json)
        {
            return;
        }

        string type = CSharpTypeName.Of(alternative.Type);
        string arguments = "<" + type + ", " + CSharpTypeName.CodecOf(alternative.Type) + ">";
        string view = CSharpTypeName.IsValueType(alternative.Type) ? "AsValueOrNull" : "AsOrNull";
        writer.Summary("The JSON as this shape; null if it has another.");
        writer.Line($"public {type}? {CSharpText.Identifier("As" + alternative.Name)}() => Json.{view}{arguments}();").Line();
        if (!isNew)
        {
            return;
        }

        // C# has no conversions from interfaces, which lists and maps are.
        string from = alternative.Type.Kind is TypeKind.List or TypeKind.Map
            ? name + " " + CSharpText.Identifier("From" + alternative.Name)
            : "implicit operator " + name;
        writer.Summary("A value of this shape.");
        writer.Line($"public static {from}({type} value) => new({RawJson}.From{arguments}(value));").Line();
    }
}
