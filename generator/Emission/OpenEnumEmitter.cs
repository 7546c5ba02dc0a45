using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes an open enum: a struct that holds a string, with the known values as static members.</summary>
internal static class OpenEnumEmitter
{
    public static void Emit(OpenEnumShape shape, SourceWriter writer)
    {
        string name = CSharpText.Identifier(shape.Name);
        TypeEmitter.Open(
            shape,
            $"A value of the {CSharpText.DocText(shape.Api.Product)} API. Values that the document of the API does not list are kept unchanged.",
            $"readonly partial record struct {name} : global::Leeway.Generated.IOpenEnumValue<{name}>",
            writer);
        writer.Line($"private static readonly global::Leeway.Generated.JsonNames s_known = new({JsonNamesText.Literal(shape.Values.Select(static v => (v.Value, false)))});").Line();
        writer.Line("private readonly string? _value;").Line();
        writer.Summary("Creates a value, which need not be one of the known ones.");
        writer.Line($"public {name}(string? value) => _value = value;").Line();
        for (int i = 0; i < shape.Values.Count; i++)
        {
            writer.Summary("<c>" + CSharpText.DocText(shape.Values[i].Value) + "</c>");
            writer.StartLine("public static ").Append(name).Append(" ").Append(CSharpText.Identifier(shape.Values[i].Name)).Append(" => new(s_known[").Append(i).EndLine("]);").Line();
        }

        writer.Summary("The value as it is sent and received; empty if there is none.");
        writer.Line("public string Value => _value ?? \"\";").Line();
        writer.Summary("Returns the value as it is sent and received.");
        writer.Line("public override string ToString() => Value;").Line();
        writer.Summary("Converts a value, which need not be one of the known ones.");
        writer.Line($"public static implicit operator {name}(string value) => new(value);").Line();
        writer.Line($"static {name} global::Leeway.Json.IJsonValue<{name}>.Read(ref global::Leeway.Generated.JsonModelReader reader) => new(reader.ReadEnum(s_known));").Line();
        writer.Line("void global::Leeway.Json.IJsonValue.Write(ref global::Leeway.Generated.JsonModelWriter writer) => writer.WriteValue(_value);");
        writer.Close();
    }
}
