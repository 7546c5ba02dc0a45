using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leeway.Generator.Queries;

/// <summary>Finds the strings made of values that an expression can result in, also through variables of the same method.</summary>
internal sealed class BuiltStrings(QueryTypes types)
{
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> _syntaxes = [];
    private readonly List<SyntaxNode> _found = [];

    /// <summary>The expressions that make the strings, in the order in which they were found.</summary>
    public IReadOnlyList<SyntaxNode> Found => _found;

    /// <summary>A value in one of the strings, or null if there is no such string.</summary>
    public IOperation? FirstValue { get; private set; }

    /// <summary>Searches an expression, and those that it selects its value from.</summary>
    public void Search(IOperation? operation)
    {
        switch (operation)
        {
            case null or { ConstantValue.HasValue: true }:
                break;
            case IConversionOperation { OperatorMethod: null, Operand: { Type.SpecialType: SpecialType.System_String } operand }:
                Search(operand);
                break;
            case IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation:
                foreach (IOperation alternative in ListAlternatives(operation))
                {
                    Search(alternative);
                }

                break;
            case ISimpleAssignmentOperation or ICoalesceAssignmentOperation:
                Search(((IAssignmentOperation)operation).Value);
                break;
            case ICompoundAssignmentOperation addition:
                SearchAddition(addition);
                break;
            case ILocalReferenceOperation { Local: var local }:
                SearchVariable(local, operation);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                SearchVariable(parameter, operation);
                break;
            default:
                Add(operation.Syntax, FindValueInString(operation));
                break;
        }
    }

    private void Add(SyntaxNode syntax, IOperation? value)
    {
        if (value is not null && _syntaxes.Add(syntax))
        {
            FirstValue ??= value;
            _found.Add(syntax);
        }
    }

    /// <summary>Searches the string that is added to a variable or member. If it is not made here, the sum is.</summary>
    private void SearchAddition(ICompoundAssignmentOperation addition)
    {
        int count = _found.Count;
        Search(addition.Target);
        Search(addition.Value);
        if (_found.Count == count)
        {
            Add(addition.Syntax, FindValue(addition.Value));
        }
    }

    /// <summary>Searches each value that the method assigns to a variable.</summary>
    private void SearchVariable(ISymbol variable, IOperation reference)
    {
        if (!_variables.Add(variable))
        {
            return;
        }

        foreach (IOperation operation in GetRoot(reference).DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when IsSame(declarator.Symbol, variable):
                    Search(declarator.GetVariableInitializer()?.Value);
                    break;
                case IAssignmentOperation assignment when IsReference(assignment.Target, variable):
                    Search(assignment);
                    break;
            }
        }
    }

    /// <summary>Returns the alternatives that an expression selects its value from. There is none if it does not select.</summary>
    private static IEnumerable<IOperation> ListAlternatives(IOperation operation) => operation switch
    {
        IConditionalOperation { WhenFalse: { } whenFalse } conditional => [conditional.WhenTrue, whenFalse],
        ICoalesceOperation coalesce => [coalesce.Value, coalesce.WhenNull],
        ISwitchExpressionOperation selection => selection.Arms.Select(static arm => arm.Value),
        _ => [],
    };

    /// <summary>Finds a value in a string that an operation makes. Returns null if the operation makes no string, or makes it only of constants and queries.</summary>
    private IOperation? FindValueInString(IOperation operation) => operation switch
    {
        IInterpolatedStringOperation text => FindFirst(text.Parts),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => FindValue(sum.LeftOperand) ?? FindValue(sum.RightOperand),
        IInvocationOperation call => FindValueInCall(call),
        _ => null,
    };

    private IOperation? FindValueInCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        return method.ContainingType switch
        {
            { SpecialType: SpecialType.System_String } when method is { IsStatic: true, Name: nameof(string.Format) or nameof(string.Concat) or nameof(string.Join) or "Create" } => FindFirst(call.Arguments),
            { Name: nameof(FormattableString) } type when IsSystem(type) && method.IsStatic => FindFirst(call.Arguments),
            { Name: nameof(System.Text.StringBuilder) } when method.Name == nameof(ToString) => FindAppendedValue(call.Instance),
            _ => null,
        };
    }

    /// <summary>Finds a value that the method appends to a string builder, in a chain of calls or through a variable.</summary>
    private IOperation? FindAppendedValue(IOperation? builder)
    {
        IOperation? start = builder;
        while (start is IInvocationOperation { Instance: { } instance } call)
        {
            if (FindFirst(call.Arguments) is { } value)
            {
                return value;
            }

            start = instance;
        }

        return start switch
        {
            IObjectCreationOperation creation => FindFirst(creation.Arguments),
            ILocalReferenceOperation { Local: var local } => GetRoot(start).DescendantsAndSelf()
                .Select(operation => FindAppendedValue(operation, local))
                .FirstOrDefault(static value => value is not null),
            _ => null,
        };
    }

    private IOperation? FindAppendedValue(IOperation operation, ILocalSymbol builder) => operation switch
    {
        IVariableDeclaratorOperation declarator when IsSame(declarator.Symbol, builder) => FindAppendedValue(declarator.GetVariableInitializer()?.Value),
        IInvocationOperation { Instance: { } instance } call when IsReference(FindStart(instance), builder) => FindFirst(call.Arguments),
        _ => null,
    };

    /// <summary>Returns the first receiver in a chain of calls.</summary>
    private static IOperation FindStart(IOperation receiver)
    {
        while (receiver is IInvocationOperation { Instance: { } instance })
        {
            receiver = instance;
        }

        return receiver;
    }

    private IOperation? FindFirst<T>(ImmutableArray<T> operations)
        where T : IOperation
    {
        foreach (T operation in operations)
        {
            if (FindValue(operation) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Finds a value in a part of a string. Returns null if the part is a constant or a query, or is made only of these.</summary>
    private IOperation? FindValue(IOperation? part) => part switch
    {
        null or { ConstantValue.HasValue: true } or IInterpolatedStringTextOperation => null,
        _ when types.IsQuoted(part.Type) => null,
        IInvocationOperation { TargetMethod: { Name: "Quote" or nameof(ToString), ContainingType: { } type } } when types.IsQuery(type) => null,
        IArgumentOperation argument => argument.Parameter?.Type is { Name: nameof(IFormatProvider) } or { SpecialType: SpecialType.System_Int32 } ? null : FindValue(argument.Value),
        IInterpolationOperation hole => FindValue(hole.Expression),
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append } => append.Arguments.IsEmpty ? null : FindValue(append.Arguments[0].Value),
        IInterpolatedStringHandlerCreationOperation handler => FindValue(handler.Content),
        IInterpolatedStringAdditionOperation sum => FindValue(sum.Left) ?? FindValue(sum.Right),
        IConversionOperation conversion => FindValue(conversion.Operand) is { } value ? (value == conversion.Operand && !conversion.IsImplicit ? conversion : value) : null,
        IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => FindValueInString(part),
        IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation => FindFirst(ListAlternatives(part).ToImmutableArray()) is null ? null : part,
        { IsImplicit: true } or IArrayCreationOperation or IArrayInitializerOperation => FindFirst(part.ChildOperations.ToImmutableArray()),
        _ => part,
    };

    private static bool IsSystem(INamedTypeSymbol type) => type.ContainingNamespace is { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsReference(IOperation operation, ISymbol variable) => operation switch
    {
        ILocalReferenceOperation local => IsSame(local.Local, variable),
        IParameterReferenceOperation parameter => IsSame(parameter.Parameter, variable),
        _ => false,
    };

    private static bool IsSame(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    /// <summary>Returns the operation of the whole method or initializer, with its lambdas and local functions.</summary>
    private static IOperation GetRoot(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
