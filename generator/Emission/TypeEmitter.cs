using System;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes a file of generated types.</summary>
internal static class TypeEmitter
{
    /// <summary>The parameter of the method that reads a type.</summary>
    public static readonly string Reader = Wrapping.Stack("ref global::Leeway.Generated.JsonModelReader reader");

    public static SourceText Emit(TypeFileShape file)
    {
        SourceWriter writer = GeneratedFile.Begin(file.Api);
        writer.WriteEach(file.Types, Emit);
        return writer.Complete();
    }

    private static void Emit(SourceWriter writer, TypeShape type)
    {
        switch (type)
        {
            case ModelShape model:
                ModelEmitter.Emit(model, writer);
                break;
            case PageShape page:
                PageEmitter.Emit(page, writer);
                break;
            case OpenEnumShape openEnum:
                OpenEnumEmitter.Emit(openEnum, writer);
                break;
            case UnionShape union:
                UnionEmitter.Emit(union, writer);
                break;
            case AlternativesShape alternatives:
                AlternativesEmitter.Emit(alternatives, writer);
                break;
            default:
                throw new ArgumentException($"There is no emitter for {type.GetType().Name}.", nameof(type));
        }
    }

    /// <summary>Returns the attribute of a type that <c>JsonSerializer</c> reads and writes through the runtime.</summary>
    public static string FormatConverter(string name) =>
        "[global::System.Text.Json.Serialization.JsonConverter("
            + Wrapping.Fill("typeof(global::Leeway.Generated.JsonModelConverter<" + name + ">)") + ")]";
}
