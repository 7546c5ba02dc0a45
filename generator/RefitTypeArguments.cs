using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator;

/// <summary>Finds, by spelling alone, the interfaces that a project's code passes to Refit, as in <c>RestService.For&lt;IIssuesApi&gt;(http)</c>.</summary>
/// <remarks>
/// The generator cannot bind a type argument to the interface that it is about to generate. A method of another library that has the
/// name of one of Refit's costs a registration that nobody needs.
/// </remarks>
internal static class RefitTypeArguments
{
    /// <summary>Whether a node may be the name in such a call. The compiler asks this of every node of a file that was edited.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) => node is GenericNameSyntax
    {
        TypeArgumentList.Arguments.Count: 1,
        Identifier.ValueText: "For" or "ForGenerated" or "AddRefitGeneratedClient" or "AddKeyedRefitGeneratedClient",
    };

    /// <summary>The last identifier of the type argument; empty for a type without one, such as an array.</summary>
    public static string Read(GenericNameSyntax name) => name.TypeArgumentList.Arguments[0] switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        _ => "",
    };

    /// <summary>The names, each once, in an order that does not depend on where they are.</summary>
    public static EquatableArray<string> Distinct(IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal)
        .OrderBy(static n => n, StringComparer.Ordinal)
        .ToEquatableArray();
}
