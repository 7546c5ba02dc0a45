using System.Linq;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes the abstract class of a union, and the subtype for kinds that the document does not list.</summary>
internal static class UnionEmitter
{
    public static void Emit(UnionShape union, SourceWriter writer)
    {
        string name = CSharpText.EscapeIdentifier(union.Name);
        string discriminator = "<c>" + CSharpText.EscapeComment(union.Discriminator) + "</c>";
        string bases = Wrapping.Defer(Wrapping.Fill("global::Leeway.Json.JsonModel", $"global::Leeway.Json.IJsonValue<{name}>"));
        writer.Write($$"""
            {{DocComment.FormatSummaryOr(union.Summary, $"One of several kinds of object. The member {discriminator} identifies the kind.")}}
            {{GeneratedFile.Mark}}
            {{TypeEmitter.FormatConverter(name)}}
            {{union.Api.Accessibility}} abstract partial class {{name}} :{{bases}}
            {
                private static readonly global::Leeway.Generated.JsonNames s_kinds = new({{JsonNamesText.FormatLiteral(union.Branches.Select(static b => (b.Value, false)))}});

                private protected {{name}}()
                {
                }

                {{GeneratedFile.NonUserCode}}
                static {{name}}? global::Leeway.Json.IJsonValue<{{name}}>.Read({{TypeEmitter.Reader}})
                {
                    switch (reader.ReadDiscriminator({{CSharpText.FormatLiteral(union.Discriminator)}}, s_kinds))
                    {
                        {{w => EmitBranches(union, w)}}
                        default: return reader.ReadObject(new Unknown());
                    }
                }

                /// <summary>An object whose {{discriminator}} the document does not list. All its members are in <c>UnknownMembers</c>.</summary>
                {{GeneratedFile.NonUserType}}
                public sealed class Unknown : {{name}}
                {
                    {{w => MemberEmitter.EmitNames(union.Api, [], hiddenName: null, w)}}

                    protected override void ReadJsonMember(ref global::Leeway.Generated.JsonModelReader reader, int member)
                    {
                    }

                    protected override void WriteJsonMembers(ref global::Leeway.Generated.JsonModelWriter writer)
                    {
                    }
                }
            }
            """);
    }

    private static void EmitBranches(UnionShape union, SourceWriter writer)
    {
        for (int i = 0; i < union.Branches.Count; i++)
        {
            writer.Write($"case {i}: return reader.ReadModel<{CSharpText.EscapeIdentifier(union.Branches[i].ModelName)}>();");
        }
    }
}
