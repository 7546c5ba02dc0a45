using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.Scopes;

/// <summary>Finds possible calls of generated methods by name only.</summary>
/// <remarks>
/// The generator cannot bind calls to methods that it has not generated yet. But code that calls a method, or creates a delegate from it,
/// contains its name, so every call is found. A call of another type's method with the same name is also included.
/// </remarks>
internal static class CalledNames
{
    /// <summary>The suffix of the name of each generated method that calls an operation.</summary>
    public const string Suffix = "Async";

    /// <summary>The name of the method that creates a task from its id.</summary>
    public const string GetLongTask = "GetLongTask";

    /// <summary>The name of the method that creates a task from the response of the call that started it.</summary>
    public const string ToLongTask = "ToLongTask";

    /// <summary>Whether a node may be the name in a call. It is called for every node of a file that was edited.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) =>
        node is IdentifierNameSyntax { Identifier.ValueText: var name } identifier
        && (name.EndsWith(Suffix, StringComparison.Ordinal) || name is GetLongTask or ToLongTask)
        && !IsInNameOf(identifier);

    public static CalledName Read(IdentifierNameSyntax name) => new(name.Identifier.ValueText, FindProperty(name));

    /// <summary>Returns each name once, in an order that does not depend on positions in the code.</summary>
    public static EquatableArray<CalledName> RemoveDuplicates(IEnumerable<CalledName> names) => names
        .Distinct()
        .OrderBy(static n => n.Name, StringComparer.Ordinal)
        .ThenBy(static n => n.Property, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>Whether the name is an argument of <c>nameof</c>.</summary>
    private static bool IsInNameOf(SyntaxNode name)
    {
        SyntaxNode whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax access)
        {
            whole = access;
        }

        return whole.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };
    }

    private static string? FindProperty(IdentifierNameSyntax name)
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

/// <summary>A name in the project's code that may be the name of a generated method.</summary>
/// <param name="Name">The name.</param>
/// <param name="Property">The member on which the method is called, such as <c>Issues</c> in <c>jira.Issues.GetIssueAsync</c>; null if the receiver is not a member.</param>
internal sealed record CalledName(string Name, string? Property);
