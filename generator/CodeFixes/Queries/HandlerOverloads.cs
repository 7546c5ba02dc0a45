using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>The values that the interpolated strings of a type of query accept.</summary>
internal sealed class HandlerOverloads
{
    private readonly SemanticModel _model;
    private readonly string _handler;

    private HandlerOverloads(SemanticModel model, string handler)
    {
        _model = model;
        _handler = handler;
    }

    /// <summary>Finds the handler of a type of query. Returns null if the type has none.</summary>
    public static HandlerOverloads? Find(SemanticModel model, INamedTypeSymbol query) =>
        query.GetMembers("Query").OfType<IMethodSymbol>().FirstOrDefault(static m => m.IsStatic && m.Parameters.Length == 1) is { } method
            ? new HandlerOverloads(model, method.Parameters[0].Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            : null;

    /// <summary>Whether the handler has a method for a value. The compiler decides, as it does for the string.</summary>
    public bool Accepts(ExpressionSyntax value, string? format)
    {
        string arguments = format is null ? value.ToString() : value + ", \"\"";
        ExpressionSyntax call = SyntaxFactory.ParseExpression("default(" + _handler + ").AppendFormatted(" + arguments + ")");
        return _model.GetSpeculativeSymbolInfo(value.SpanStart, call, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol;
    }
}
