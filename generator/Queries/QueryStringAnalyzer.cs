using System.Collections.Immutable;
using System.Linq;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Leeway.Generator.Queries;

/// <summary>Finds queries in JQL and CQL that are strings made of values. A value in such a string can change the query.</summary>
/// <remarks>
/// It identifies a query by the name of the parameter, property or field that the string is passed to. These can be declared in this project,
/// in generated code, or in another assembly.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class QueryStringAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DiagnosticDescriptors.QueryString);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (QueryTypes.Find(start.Compilation) is { } types)
            {
                var targets = new Targets(types);
                start.RegisterOperationAction(targets.CheckArgument, OperationKind.Argument);
                start.RegisterOperationAction(
                    targets.CheckAssignment, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment);
                start.RegisterOperationAction(targets.CheckInitializer, OperationKind.PropertyInitializer, OperationKind.FieldInitializer);
            }
        });
    }

    /// <summary>Checks the parameters and members of one compilation that contain queries.</summary>
    private sealed class Targets(QueryTypes types)
    {
        public void CheckArgument(OperationAnalysisContext context)
        {
            var argument = (IArgumentOperation)context.Operation;
            if (argument.Parameter is { RefKind: RefKind.None or RefKind.In } parameter
                && types.FindByName(parameter.Name) is { } query
                && IsString(parameter.Type)
                && !types.IsQuery(parameter.ContainingType))
            {
                Check(context, query, argument.Value, "parameter '" + parameter.Name + "' of '" + GetName(parameter.ContainingSymbol) + "'");
            }
        }

        public void CheckAssignment(OperationAnalysisContext context)
        {
            var assignment = (IAssignmentOperation)context.Operation;
            if (assignment.Target is IMemberReferenceOperation { Member: var member } && types.FindByName(member.Name) is { } query && IsString(assignment.Target.Type))
            {
                Check(context, query, assignment is ICompoundAssignmentOperation ? assignment : assignment.Value, DescribeMember(member));
            }
        }

        public void CheckInitializer(OperationAnalysisContext context)
        {
            var initializer = (ISymbolInitializerOperation)context.Operation;
            ISymbol? member = initializer is IPropertyInitializerOperation property
                ? property.InitializedProperties.FirstOrDefault()
                : ((IFieldInitializerOperation)initializer).InitializedFields.FirstOrDefault();
            if (member is not null && types.FindByName(member.Name) is { } query && IsString(initializer.Value.Type))
            {
                Check(context, query, initializer.Value, DescribeMember(member));
            }
        }

        private void Check(OperationAnalysisContext context, INamedTypeSymbol query, IOperation value, string target)
        {
            var strings = new BuiltStrings(types);
            strings.Search(value);
            if (strings.FirstValue is { } part)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    DiagnosticDescriptors.QueryString,
                    value.Syntax.GetLocation(),
                    strings.Found.Select(static syntax => syntax.GetLocation()),
                    ImmutableDictionary<string, string?>.Empty.Add(QueryStringFacts.Language, query.Name),
                    target,
                    DiagnosticInfo.ToOneLine(part.Syntax.ToString()),
                    query.Name));
            }
        }

        private static bool IsString(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;

        private static string DescribeMember(ISymbol member) =>
            (member is IPropertySymbol ? "property '" : "field '") + member.Name + "' of '" + member.ContainingType.Name + "'";

        /// <summary>Returns the name of a method or indexer as it is written in a call.</summary>
        private static string GetName(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.DelegateInvoke) }
            ? symbol.Name
            : symbol.ContainingType.Name;
    }
}
