using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes a model: a class with a property per member.</summary>
internal static class ModelEmitter
{
    /// <summary>Holds the discriminator of a model that has no property for it.</summary>
    private const string HiddenDiscriminator = "_discriminator";

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
            Constructors(name, writer);
        }

        for (int i = 0; i < model.Properties.Count; i++)
        {
            Declare(model, i, writer);
            writer.Line();
        }

        List<(string, string)> targets = [.. model.Properties.Select((p, i) => (Held(model, i), MemberEmitter.Reading(p.Type) + (IsBangNeeded(model, i) ? "!" : "")))];
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
    private static void Constructors(string name, SourceWriter writer) => writer
        .Summary("A request to fill in.")
        .Line($"public {name}()").Open().Close().Line()
        .Line("[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]")
        .Line($"private {name}(bool read)").Open().Close().Line();

    private static void Declare(ModelShape model, int member, SourceWriter writer)
    {
        PropertyShape property = model.Properties[member];
        if (!IsRequiredMember(model, member))
        {
            MemberEmitter.Declare(property, writer);
            return;
        }

        // The compiler warns of a required member that is obsolete.
        property = property with { IsDeprecated = false };
        string declaration = "public required " + CSharpTypeName.Of(property.Type) + " " + CSharpText.Identifier(property.Name);
        if (!CSharpTypeName.IsValueType(property.Type))
        {
            MemberEmitter.Describe(property, writer);
            writer.Line(declaration + " { get; set; } = null!;");
            return;
        }

        // A value type has no null to tell by that nothing, or JSON of another shape, was read.
        string field = Held(model, member);
        writer.Line("private " + CSharpTypeName.Of(property.Type) + "? " + field + ";").Line();
        MemberEmitter.Describe(property, writer);
        writer.Line(declaration + " { get => " + field + ".GetValueOrDefault(); set => " + field + " = value; }");
    }

    private static void Write(ModelShape model, bool isDiscriminatorHidden, SourceWriter writer)
    {
        writer.Line("protected override void WriteJsonMembers(ref global::Leeway.Json.JsonModelWriter writer)").Open();
        for (int i = 0; i < model.Properties.Count; i++)
        {
            PropertyShape property = model.Properties[i];
            string writing = MemberEmitter.Writing(i, property.Type, Held(model, i));
            if (model.Union is { } union && property.WireName == union.Discriminator)
            {
                Discriminator(union, i, Held(model, i), writing, writer);
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

    /// <summary>What holds a member: its property, or the field behind it.</summary>
    private static string Held(ModelShape model, int member) => IsRequiredMember(model, member) && CSharpTypeName.IsValueType(model.Properties[member].Type)
        ? "_member" + member.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : MemberEmitter.Access(model.Properties[member].Name);

    private static bool IsBangNeeded(ModelShape model, int member) =>
        IsRequiredMember(model, member) && !CSharpTypeName.IsValueType(model.Properties[member].Type);

    /// <summary>Whether a user must give the member: where no answer holds the type, the document's word is all there is.</summary>
    private static bool IsRequiredMember(ModelShape model, int member) =>
        model.IsRequestOnly && model.Properties[member] is { IsRequired: true } property
        && property.WireName != model.Union?.Discriminator;
}
