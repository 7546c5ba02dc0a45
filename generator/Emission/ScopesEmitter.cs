using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the class that lists the scopes that the project's calls need.</summary>
/// <remarks>
/// It has the same name as the attribute that declares scopes. The compiler looks for the attribute only in attribute lists, and for the class
/// only elsewhere. The class is internal, because each project has its own.
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
        writer.Line("/// <summary>The smallest set of scopes that covers the operations that this project calls, and <c>offline_access</c>, which refresh tokens need. Classic scopes are preferred.</summary>");
        writer.Line("/// <remarks>"
            + string.Join(", ", scopes.Select(static scope => "<c>" + CSharpText.DocText(scope) + "</c>")) + ".</remarks>");
        writer.Line("public static global::System.Collections.Generic.IReadOnlyList<string> Required { get; } = ["
            + string.Join(", ", scopes.Select(CSharpText.Literal)) + "];");
        return writer.Close().Close().ToSourceText();
    }
}
