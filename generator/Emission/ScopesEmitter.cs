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
        string list = string.Join(", ", scopes.Select(static scope => "<c>" + CSharpText.EscapeComment(scope) + "</c>"));
        return GeneratedFile.Begin().Write($$"""
            namespace Leeway
            {
                /// <summary>The scopes of this project.</summary>
                {{GeneratedFile.Mark}}
                {{GeneratedFile.NonUserType}}
                internal static class AtlassianScopes
                {
                    /// <summary>The smallest set of scopes that covers the operations that this project calls, and <c>offline_access</c>, which refresh tokens need. Classic scopes are preferred.</summary>
                    {{DocComment.FormatRemarks(list + ".")}}
                    public static global::System.Collections.Generic.IReadOnlyList<string> Required { get; } = [{{Wrapping.Fill(scopes.Select(CSharpText.FormatLiteral))}}];
                }
            }
            """).Complete();
    }
}
