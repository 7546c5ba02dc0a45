using System;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes a file of generated types.</summary>
internal static class TypeEmitter
{
    public static SourceText Emit(TypeFileShape file)
    {
        SourceWriter writer = GeneratedFile.Begin(file.Api);
        for (int i = 0; i < file.Types.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            Emit(file.Types[i], writer);
        }

        return writer.ToSourceText();
    }

    private static void Emit(TypeShape type, SourceWriter writer)
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

    /// <summary>Opens a type that <c>JsonSerializer</c> reads and writes through the runtime.</summary>
    /// <param name="declaration">The declaration after the accessibility.</param>
    public static void Open(TypeShape type, string defaultSummary, string declaration, SourceWriter writer)
    {
        writer.Summary(type.Summary is { Length: > 0 } summary ? CSharpText.DocText(summary) : defaultSummary);
        if (type is ModelShape { IsDeprecated: true })
        {
            writer.Line("[global::System.Obsolete(\"Atlassian has deprecated this type.\")]");
        }

        writer.Line(GeneratedFile.Mark);
        writer.Line("[global::System.Text.Json.Serialization.JsonConverter(typeof(global::Leeway.Generated.JsonModelConverter<" + CSharpText.Identifier(type.Name) + ">))]");
        writer.Line(type.Api.Accessibility + " " + declaration);
        writer.Open();
    }
}
