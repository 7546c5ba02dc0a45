using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes a model: a class with a property per member.</summary>
internal static class ModelEmitter
{
    /// <summary>Holds the discriminator of a model that has no property for it. No property's field begins with two underscores and a letter.</summary>
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
        MemberEmitter.Names(model.Api, model.Properties, isDiscriminatorHidden ? model.Union!.Discriminator : null, writer);
        bool hasRequired = model.IsRequestOnly && model.Properties.Any(static p => p.IsRequired);
        if (isDiscriminatorHidden)
        {
            writer.Line("private string? " + HiddenDiscriminator + ";").Line();
        }

        if (hasRequired)
        {
            Constructors(name, model, writer);
        }

        for (int i = 0; i < model.Properties.Count; i++)
        {
            Declare(model, i, writer);
            writer.Line();
        }

        List<(string, string)> targets = [.. model.Properties.Select(static p => (MemberEmitter.Field(p), MemberEmitter.Reading(p.Type)))];
        if (isDiscriminatorHidden)
        {
            targets.Add((HiddenDiscriminator, "reader.ReadString()"));
        }

        MemberEmitter.Read(targets, writer);
        Write(model, isDiscriminatorHidden, writer);
        writer.Line($"static {name}? global::Leeway.Json.IJsonValue<{name}>.Read(ref global::Leeway.Json.JsonModelReader reader) => reader.ReadObject(new {name}({(hasRequired ? "default(bool)" : "")}));");
        writer.Close();
    }

    /// <summary>Required members bind users; what is read may lack them.</summary>
    private static void Constructors(string name, ModelShape model, SourceWriter writer)
    {
        writer.Summary("A request to fill in.");
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
        MemberEmitter.Declare(property, member, type, MemberEmitter.Field(property) + bang, writer);
    }

    private static void Write(ModelShape model, bool isDiscriminatorHidden, SourceWriter writer)
    {
        writer.Line("protected override void WriteJsonMembers(ref global::Leeway.Json.JsonModelWriter writer)").Open();
        for (int i = 0; i < model.Properties.Count; i++)
        {
            PropertyShape property = model.Properties[i];
            string field = MemberEmitter.Field(property);
            string writing = MemberEmitter.Writing(i, property.Type, field);
            if (model.Union is { } union && property.WireName == union.Discriminator)
            {
                Discriminator(union, i, field, writing, writer);
            }
            else
            {
                writer.Line(writing);
            }
        }

        if (isDiscriminatorHidden)
        {
            int member = model.Properties.Count;
            Discriminator(model.Union!, member, HiddenDiscriminator, MemberEmitter.Writing(member, TypeReference.String, HiddenDiscriminator), writer);
        }

        writer.Close().Line();
    }

    private static void Discriminator(UnionMembership union, int member, string held, string writing, SourceWriter writer) => writer
        .Line("if (" + held + " is null)").Open()
        .StartLine("writer.WriteDiscriminator(").Append(member).Append(", ").Append(CSharpText.Literal(union.Value)).EndLine(");")
        .Close()
        .Line("else").Open()
        .Line(writing)
        .Close();

    /// <summary>Whether a user must give the member: where no answer holds the type, the document's word is all there is.</summary>
    private static bool IsRequiredMember(ModelShape model, int member) =>
        model.IsRequestOnly && model.Properties[member] is { IsRequired: true } property
        && property.WireName != model.Union?.Discriminator;
}
