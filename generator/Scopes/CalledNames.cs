using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.Scopes;

/// <summary>Finds, by spelling alone, what may be calls of generated methods.</summary>
/// <remarks>
/// The generator cannot bind calls to what it is about to generate. But whoever calls a method, or makes a delegate of it, spells its
/// name, so no call is missed; a method of another type with the same name is taken for one.
/// </remarks>
internal static class CalledNames
{
    /// <summary>How the name of each generated method ends.</summary>
    public const string Ending = "Async";

    /// <summary>Whether a node may be the name in a call. Asked of every node of a file that was edited.</summary>
    public static bool IsOne(SyntaxNode node, CancellationToken cancellation) =>
        node is IdentifierNameSyntax { Identifier.ValueText: var name } identifier && name.EndsWith(Ending, StringComparison.Ordinal) && !IsMerelyNamed(identifier);

    public static CalledName Read(IdentifierNameSyntax name) => new(name.Identifier.ValueText, Property(name));

    /// <summary>The names, each once, in an order that does not depend on where they stand.</summary>
    public static EquatableArray<CalledName> Distinct(IEnumerable<CalledName> names) => names
        .Distinct()
        .OrderBy(static n => n.Name, StringComparer.Ordinal)
        .ThenBy(static n => n.Property, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>Whether it stands in <c>nameof</c>.</summary>
    private static bool IsMerelyNamed(SyntaxNode name)
    {
        SyntaxNode whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax access)
        {
            whole = access;
        }

        return whole.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };
    }

    private static string? Property(IdentifierNameSyntax name)
    {
        ExpressionSyntax? receiver = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        while (receiver is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            receiver = receiver is ParenthesizedExpressionSyntax parentheses ? parentheses.Expression : ((PostfixUnaryExpressionSyntax)receiver).Operand;
        }

        return receiver switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            _ => null,
        };
    }
}
