using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes the abstract class of a union, and the subtype for kinds that the document does not list.</summary>
internal static class UnionEmitter
{
    public static void Emit(UnionShape union, SourceWriter writer)
    {
        string name = CSharpText.Identifier(union.Name);
        string discriminator = "<c>" + CSharpText.DocText(union.Discriminator) + "</c>";
        TypeEmitter.Open(
            union,
            $"One of several kinds of object. The member {discriminator} identifies the kind.",
            $"abstract partial class {name} : global::Leeway.Json.JsonModel, global::Leeway.Json.IJsonValue<{name}>",
            writer);
        writer.Line($"private static readonly global::Leeway.Generated.JsonNames s_kinds = new({JsonNamesText.Literal(union.Branches.Select(static b => (b.Value, false)))});").Line();
        writer.Line($"private protected {name}()").Open().Close().Line();
        writer.Line($"static {name}? global::Leeway.Json.IJsonValue<{name}>.Read(ref global::Leeway.Generated.JsonModelReader reader)").Open();
        writer.Line("switch (reader.ReadDiscriminator(" + CSharpText.Literal(union.Discriminator) + ", s_kinds))").Open();
        for (int i = 0; i < union.Branches.Count; i++)
        {
            writer.StartLine("case ").Append(i).Append(": return reader.ReadModel<").Append(CSharpText.Identifier(union.Branches[i].ModelName)).EndLine(">();");
        }

        writer.Line("default: return reader.ReadObject(new Unknown());").Close();
        writer.Close().Line();
        writer.Summary($"An object whose {discriminator} the document does not list. All its members are in <c>UnknownMembers</c>.");
        writer.Line("public sealed class Unknown : " + name).Open();
        MemberEmitter.EmitNames(union.Api, [], hiddenName: null, writer);
        MemberEmitter.EmitRead([], writer);
        writer.Line("protected override void WriteJsonMembers(ref global::Leeway.Generated.JsonModelWriter writer)").Open().Close();
        writer.Close();
        writer.Close();
    }
}
