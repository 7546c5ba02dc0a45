using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator;

/// <summary>Finds the interfaces that a project's code passes to Refit by name only, as in <c>RestService.For&lt;IIssuesApi&gt;(http)</c>.</summary>
/// <remarks>
/// The generator cannot bind a type argument to an interface that it has not generated yet. A call of another library's method with the
/// same name is also included, and adds a registration that no code uses.
/// </remarks>
internal static class RefitTypeArguments
{
    /// <summary>Whether a node may be the name in such a call. It is called for every node of a file that was edited.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is GenericNameSyntax
    {
        TypeArgumentList.Arguments.Count: 1,
        Identifier.ValueText: "For" or "ForGenerated" or "AddRefitGeneratedClient" or "AddKeyedRefitGeneratedClient",
    };

    /// <summary>Returns the last identifier of the type argument, or an empty string for a type without one, such as an array.</summary>
    public static string Read(GenericNameSyntax name) => name.TypeArgumentList.Arguments[0] switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Returns each name once, in an order that does not depend on positions in the code.</summary>
    public static EquatableArray<string> RemoveDuplicates(IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal)
        .OrderBy(static n => n, StringComparer.Ordinal)
        .ToEquatableArray();
}
