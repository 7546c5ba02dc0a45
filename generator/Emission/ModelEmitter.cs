using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes a model: a class with a property for each member.</summary>
internal static class ModelEmitter
{
    /// <summary>The field with the discriminator of a model that has no property for it. The fields of properties never begin with two underscores and a letter.</summary>
    private const string HiddenDiscriminator = "__discriminator";

    private const string Model = "global::Leeway.Json.JsonModel";

    public static void Emit(ModelShape model, SourceWriter writer)
    {
        string name = CSharpText.Identifier(model.Name);
        string baseName = model.Union is { } union ? CSharpText.Identifier(union.BaseName) : Model;
        TypeEmitter.Open(
            model,
            $"An object of the {CSharpText.DocText(model.Api.Product)} API.",
            $"sealed partial class {name} : {baseName}, global::Leeway.Json.IJsonValue<{name}>",
            writer);

        bool isDiscriminatorHidden = model.Union is { } membership && model.Properties.All(p => p.WireName != membership.Discriminator);
        MemberEmitter.EmitNames(model.Api, model.Properties, isDiscriminatorHidden ? model.Union!.Discriminator : null, writer);
        bool hasRequired = model.IsRequestOnly && model.Properties.Any(static p => p.IsRequired);
        if (isDiscriminatorHidden)
        {
            writer.Line("private string? " + HiddenDiscriminator + ";").Line();
        }

        if (hasRequired)
        {
            EmitConstructors(name, model, writer);
        }

        for (int i = 0; i < model.Properties.Count; i++)
        {
            Declare(model, i, writer);
            writer.Line();
        }

        List<(string, string)> targets = [.. model.Properties.Select(static p => (MemberEmitter.GetField(p), MemberEmitter.FormatRead(p.Type)))];
        if (isDiscriminatorHidden)
        {
            targets.Add((HiddenDiscriminator, "reader.ReadString()"));
        }

        MemberEmitter.EmitRead(targets, writer);
        Write(model, isDiscriminatorHidden, writer);
        writer.Line($"static {name}? global::Leeway.Json.IJsonValue<{name}>.Read(ref global::Leeway.Generated.JsonModelReader reader) => reader.ReadObject(new {name}({(hasRequired ? "default(bool)" : "")}));");
        writer.Close();
    }

    /// <summary>Writes two constructors: users must set the required members, and the reader need not.</summary>
    private static void EmitConstructors(string name, ModelShape model, SourceWriter writer)
    {
        writer.Summary("Creates a request. Set its required members.");
        writer.Line($"public {name}()").Open().Close().Line();
        writer.Line("[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]");
        writer.Line($"private {name}(bool read)").Open();
        for (int i = 0; i < model.Properties.Count; i++)
        {
            PropertyShape property = model.Properties[i];
            if (IsRequiredMember(model, i) && !property.IsClearedByNull && !CSharpTypeName.IsValueType(property.Type))
            {
                writer.Line(CSharpText.Identifier(property.Name) + " = null!;");
            }
        }

        writer.Close().Line();
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
        string type = "required " + CSharpTypeName.Of(property.Type) + (property.IsClearedByNull ? "?" : "");
        string bang = property.IsClearedByNull ? "" : CSharpTypeName.IsValueType(property.Type) ? ".GetValueOrDefault()" : "!";
        MemberEmitter.Declare(property, member, type, MemberEmitter.GetField(property) + bang, writer);
    }

    private static void Write(ModelShape model, bool isDiscriminatorHidden, SourceWriter writer)
    {
        writer.Line("protected override void WriteJsonMembers(ref global::Leeway.Generated.JsonModelWriter writer)").Open();
        for (int i = 0; i < model.Properties.Count; i++)
        {
            PropertyShape property = model.Properties[i];
            string field = MemberEmitter.GetField(property);
            string writing = MemberEmitter.FormatWrite(i, property.Type, field);
            if (model.Union is { } union && property.WireName == union.Discriminator)
            {
                EmitDiscriminator(union, i, field, writing, writer);
            }
            else
            {
                writer.Line(writing);
            }
        }

        if (isDiscriminatorHidden)
        {
            int member = model.Properties.Count;
            EmitDiscriminator(model.Union!, member, HiddenDiscriminator, MemberEmitter.FormatWrite(member, TypeReference.String, HiddenDiscriminator), writer);
        }

        writer.Close().Line();
    }

    private static void EmitDiscriminator(UnionMembership union, int member, string held, string writing, SourceWriter writer) => writer
        .Line("if (" + held + " is null)").Open()
        .StartLine("writer.WriteDiscriminator(").Append(member).Append(", ").Append(CSharpText.Literal(union.Value)).EndLine(");")
        .Close()
        .Line("else").Open()
        .Line(writing)
        .Close();

    /// <summary>Whether users must set the member. Only types that no response contains have such members.</summary>
    private static bool IsRequiredMember(ModelShape model, int member) =>
        model.IsRequestOnly && model.Properties[member] is { IsRequired: true } property
        && property.WireName != model.Union?.Discriminator;
}
