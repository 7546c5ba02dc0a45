using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes a model: a class with a property for each member.</summary>
internal static class ModelEmitter
{
    private const string Deprecated = "[global::System.Obsolete(\"Atlassian has deprecated this type.\")]";
    private const string Model = "global::Leeway.Json.JsonModel";

    public static void Emit(ModelShape model, SourceWriter writer)
    {
        string name = CSharpText.EscapeIdentifier(model.Name);
        string baseName = model.Union is { } union ? CSharpText.EscapeIdentifier(union.BaseName) : Model;
        string? hidden = FindHiddenDiscriminator(model);
        bool hasRequired = model.IsRequestOnly && model.Properties.Any(static p => p.IsRequired);
        writer.Write($$"""
            {{DocComment.FormatSummaryOr(model.Summary, "")}}
            {{(model.IsDeprecated ? Deprecated : "")}}
            {{GeneratedFile.Mark}}
            {{TypeEmitter.FormatConverter(name)}}
            {{model.Api.Accessibility}} sealed partial class {{name}} :{{Wrapping.Defer(Wrapping.Fill(baseName, $"global::Leeway.Json.IJsonValue<{name}>"))}}
            {
                {{w => MemberEmitter.EmitNames(model.Api, model.Properties, hidden is null ? null : model.Union!.Discriminator, w)}}

                {{w => EmitHiddenDiscriminator(hidden, w)}}
                {{w => EmitConstructors(name, model, hasRequired, w)}}
                {{w => EmitProperties(model, w)}}
                {{w => RichTextEmitter.Emit(name, model, create: hasRequired ? $"new {name}(default(bool))" : $"new {name}", w)}}
                {{w => MemberEmitter.EmitRead(ListTargets(model, hidden), w)}}

                {{GeneratedFile.NonUserCode}}
                protected override void WriteJsonMembers(ref global::Leeway.Generated.JsonModelWriter writer)
                {
                    {{w => EmitWrites(model, hidden, w)}}
                }

                static {{name}}?{{Wrapping.Defer($"global::Leeway.Json.IJsonValue<{name}>.Read")}}({{TypeEmitter.Reader}}) =>{{Wrapping.Defer($"reader.ReadObject(new {name}({(hasRequired ? "default(bool)" : "")}));")}}
            }
            """);
    }

    /// <summary>Returns the field with the discriminator of a model that has no property for it; null if the model has one, or needs none.</summary>
    private static string? FindHiddenDiscriminator(ModelShape model)
    {
        if (model.Union is not { } union || model.Properties.Any(p => p.WireName == union.Discriminator))
        {
            return null;
        }

        string field = "_discriminator";
        while (model.Properties.Any(p => MemberEmitter.GetField(p) == field))
        {
            field += "_";
        }

        return field;
    }

    private static void EmitHiddenDiscriminator(string? field, SourceWriter writer)
    {
        if (field is not null)
        {
            writer.Write($"""
                private string? {field};

                """);
        }
    }

    /// <summary>Writes two constructors: users must set the required members, and the reader need not.</summary>
    private static void EmitConstructors(string name, ModelShape model, bool hasRequired, SourceWriter writer)
    {
        if (hasRequired)
        {
            writer.Write($$"""
                /// <summary>Creates a request. Set its required members.</summary>
                public {{name}}()
                {
                }

                [global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
                private {{name}}(bool read)
                {
                    {{w => EmitRequiredMembers(model, w)}}
                }

                """);
        }
    }

    private static void EmitRequiredMembers(ModelShape model, SourceWriter writer)
    {
        for (int i = 0; i < model.Properties.Count; i++)
        {
            PropertyShape property = model.Properties[i];
            if (IsRequiredMember(model, i) && !property.IsClearedByNull && !CSharpTypeName.IsValueType(property.Type))
            {
                writer.Write($"{CSharpText.EscapeIdentifier(property.Name)} = null!;");
            }
        }
    }

    private static void EmitProperties(ModelShape model, SourceWriter writer)
    {
        for (int i = 0; i < model.Properties.Count; i++)
        {
            Declare(model, i, writer);
            writer.Write();
        }
    }

    private static void Declare(ModelShape model, int member, SourceWriter writer)
    {
        PropertyShape property = model.Properties[member];
        if (!IsRequiredMember(model, member))
        {
            MemberEmitter.Declare(property, member, writer);
            return;
        }

        // The compiler warns about a required member that is obsolete.
        property = property with { IsDeprecated = false };
        string type = "required " + CSharpTypeName.Format(property.Type) + (property.IsClearedByNull ? "?" : "");
        string bang = property.IsClearedByNull ? "" : CSharpTypeName.IsValueType(property.Type) ? ".GetValueOrDefault()" : "!";
        MemberEmitter.Declare(property, member, type, MemberEmitter.GetField(property) + bang, writer);
    }

    private static List<(string Target, string Reading)> ListTargets(ModelShape model, string? hiddenDiscriminator)
    {
        List<(string, string)> targets = [.. model.Properties.Select(static p => (MemberEmitter.GetField(p), MemberEmitter.FormatRead(p.Type)))];
        if (hiddenDiscriminator is not null)
        {
            targets.Add((hiddenDiscriminator, "reader.ReadString()"));
        }

        return targets;
    }

    private static void EmitWrites(ModelShape model, string? hiddenDiscriminator, SourceWriter writer)
    {
        for (int i = 0; i < model.Properties.Count; i++)
        {
            PropertyShape property = model.Properties[i];
            string field = MemberEmitter.GetField(property);
            if (model.Union is { } union && property.WireName == union.Discriminator)
            {
                EmitDiscriminator(union, i, field, property.Type, writer);
            }
            else
            {
                writer.Write($"{MemberEmitter.FormatWrite(i, property.Type, field)}");
            }
        }

        if (hiddenDiscriminator is not null)
        {
            EmitDiscriminator(model.Union!, model.Properties.Count, hiddenDiscriminator, TypeReference.String, writer);
        }
    }

    private static void EmitDiscriminator(UnionMembership union, int member, string field, TypeReference type, SourceWriter writer) => writer.Write($$"""
        if ({{field}} is null)
        {
            writer.WriteDiscriminator({{member}}, {{CSharpText.FormatLiteral(union.Value)}});
        }
        else
        {
            {{MemberEmitter.FormatWrite(member, type, field)}}
        }
        """);

    /// <summary>Whether users must set the member. Only types that no response contains have such members.</summary>
    private static bool IsRequiredMember(ModelShape model, int member) =>
        model.IsRequestOnly && model.Properties[member] is { IsRequired: true } property
        && property.WireName != model.Union?.Discriminator;
}
