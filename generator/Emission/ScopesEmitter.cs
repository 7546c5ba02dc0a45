using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the class that tells which scopes the project's calls need.</summary>
/// <remarks>
/// It shares its name with the attribute that declares scopes: in an attribute's place only the attribute is looked for, elsewhere only the class.
/// It is internal, since each project has its own.
/// </remarks>
internal static class ScopesEmitter
{
    public static SourceText Emit(EquatableArray<string> scopes)
    {
        SourceWriter writer = GeneratedFile.Begin();
        writer.Line("namespace Leeway").Open();
        writer.Line("/// <summary>The scopes of this project.</summary>");
        writer.Line(GeneratedFile.Mark);
        writer.Line("internal static class AtlassianScopes").Open();
        writer.Line("/// <summary>The fewest scopes that cover what this project's own code calls, classic ones preferred, and <c>offline_access</c>, which a refresh takes.</summary>");
        writer.Line("/// <remarks>"
            + string.Join(", ", scopes.Select(static scope => "<c>" + CSharpText.DocText(scope) + "</c>")) + ".</remarks>");
        writer.Line("public static global::System.Collections.Generic.IReadOnlyList<string> Required { get; } = ["
            + string.Join(", ", scopes.Select(CSharpText.Literal)) + "];");
        return writer.Close().Close().ToSourceText();
    }
}
