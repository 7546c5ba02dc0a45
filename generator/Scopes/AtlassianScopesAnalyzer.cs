using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Leeway.Generator.Scopes;

/// <summary>Holds the generated operations that a project calls against the scopes that it declares.</summary>
/// <remarks>
/// It knows an operation by the attribute on its method, so it makes no difference whether the method was generated in this project or in
/// one that is referenced. A project that declares nothing costs nothing.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AtlassianScopesAnalyzer : DiagnosticAnalyzer
{
    private const string OperationScopesName = "Leeway.Calls.OperationScopesAttribute";

    /// <summary>https://developer.atlassian.com/cloud/jira/platform/scopes-for-oauth-2-3LO-and-forge-apps/</summary>
    private const int MostScopes = 50;

    /// <summary>Scopes that no operation of a document asks for: of the refresh token, and of the account's own APIs.</summary>
    private static readonly ImmutableHashSet<string> s_otherScopes =
        ImmutableHashSet.Create(StringComparer.Ordinal, RequiredScopes.Refresh, "read:me", "read:account", "report:personal-data");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        DiagnosticDescriptors.MissingScope, DiagnosticDescriptors.UnusedScope, DiagnosticDescriptors.TooManyScopes);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            Compilation compilation = start.Compilation;
            if (compilation.GetTypeByMetadataName(OperationScopesName) is { } operationScopes
                && compilation.GetTypeByMetadataName(MissingScopeFacts.AttributeName) is { } declaration
                && Declared(compilation, declaration, start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, start.CancellationToken) is { Count: > 0 } declared)
            {
                var calls = new Calls(operationScopes, declared);
                start.RegisterOperationAction(calls.Check, OperationKind.Invocation, OperationKind.MethodReference);
                start.RegisterCompilationEndAction(calls.CheckDeclaration);
            }
        });
    }

    /// <summary>The declared scopes, each with where it is declared.</summary>
    private static Dictionary<string, Location> Declared(
        Compilation compilation, INamedTypeSymbol attribute, AnalyzerConfigOptions options, CancellationToken cancellation)
    {
        var declared = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (AttributeData data in compilation.Assembly.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
        {
            List<IEnumerable<string>> arguments = [.. DeclaredScopes.Of(data)];
            SyntaxNode? syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellation);
            SeparatedSyntaxList<AttributeArgumentSyntax> spelled = (syntax as AttributeSyntax)?.ArgumentList?.Arguments ?? default;
            for (int i = 0; i < arguments.Count; i++)
            {
                // Arguments that were spelled as one array have no node each.
                Location location = (spelled.Count == arguments.Count ? spelled[i] : syntax)?.GetLocation() ?? Location.None;
                foreach (string scope in arguments[i])
                {
                    declared[scope] = location;
                }
            }
        }

        foreach (string scope in DeclaredScopes.Of(options))
        {
            if (!declared.ContainsKey(scope))
            {
                declared.Add(scope, Location.None);
            }
        }

        return declared;
    }

    /// <summary>The calls of one compilation.</summary>
    private sealed class Calls(INamedTypeSymbol attribute, Dictionary<string, Location> declared)
    {
        private readonly ConcurrentDictionary<IMethodSymbol, OperationScopes?> _scopes = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<OperationScopes, bool> _called = new();

        public void Check(OperationAnalysisContext context)
        {
            IMethodSymbol method = context.Operation is IInvocationOperation invocation ? invocation.TargetMethod : ((IMethodReferenceOperation)context.Operation).Method;
            if (!method.Name.EndsWith(CalledNames.Ending, StringComparison.Ordinal)
                || _scopes.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Read) is not { } scopes)
            {
                return;
            }

            _called.TryAdd(scopes, true);
            if (scopes.IsCoveredBy(declared.Keys))
            {
                return;
            }

            EquatableArray<string> classic = Missing(scopes.Classic);
            EquatableArray<string> granular = Missing(scopes.Granular);
            ImmutableDictionary<string, string?>.Builder ways = ImmutableDictionary.CreateBuilder<string, string?>();
            if (!classic.IsEmpty)
            {
                ways.Add(MissingScopeFacts.Classic, string.Join(" ", classic));
            }

            if (!granular.IsEmpty)
            {
                ways.Add(MissingScopeFacts.Granular, string.Join(" ", granular));
            }

            string needs = classic.IsEmpty ? Quoted(granular)
                : granular.IsEmpty ? Quoted(classic)
                : Quoted(classic) + " (or, granular, " + Quoted(granular) + ")";
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.MissingScope, NameOf(context.Operation.Syntax).GetLocation(), ways.ToImmutable(), method.Name, DiagnosticInfo.OneLine(needs)));
        }

        public void CheckDeclaration(CompilationAnalysisContext context)
        {
            List<string> scopes = [.. declared.Keys.Where(static scope => scope != RequiredScopes.Refresh)];
            if (scopes.Count > MostScopes)
            {
                Location location = declared.Values.OrderBy(static l => l.SourceSpan.Start).FirstOrDefault(static l => l.IsInSource) ?? Location.None;
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.TooManyScopes, location, scopes.Count, MostScopes));
            }

            // A project that calls nothing declares for others, which it reads from elsewhere.
            if (_called.IsEmpty)
            {
                return;
            }

            var used = new HashSet<string>(
                _called.Keys.SelectMany(o => o.IsCoveredBy(declared.Keys) ? o.Ways.FirstOrDefault(way => way.All(declared.ContainsKey)) : o.Ways.SelectMany(static way => way)),
                StringComparer.Ordinal);
            foreach (string scope in scopes.Where(scope => !used.Contains(scope) && !s_otherScopes.Contains(scope)).OrderBy(static scope => scope, StringComparer.Ordinal))
            {
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.UnusedScope, declared[scope], DiagnosticInfo.OneLine(scope)));
            }
        }

        private EquatableArray<string> Missing(EquatableArray<string> scopes) => scopes.Where(scope => !declared.ContainsKey(scope)).ToEquatableArray();

        private static string Quoted(EquatableArray<string> scopes) => string.Join(" and ", scopes.Select(static scope => "'" + scope + "'"));

        /// <summary>What a method needs; null where it is none of a generated interface, nor implements one.</summary>
        private OperationScopes? Read(IMethodSymbol method)
        {
            if (Own(method) is { } own)
            {
                return own;
            }

            return method.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type
                ? type.AllInterfaces
                    .SelectMany(contract => contract.GetMembers(method.Name))
                    .Where(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    .Select(Own)
                    .FirstOrDefault(static scopes => scopes is not null)
                : null;
        }

        private OperationScopes? Own(ISymbol method)
        {
            AttributeData? data = method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));
            return data?.ConstructorArguments.Length == 2
                ? new OperationScopes(Split(data.ConstructorArguments[0]), Split(data.ConstructorArguments[1]))
                : null;
        }

        private static EquatableArray<string> Split(TypedConstant scopes) =>
            ((scopes.Value as string) ?? "").Split([' '], StringSplitOptions.RemoveEmptyEntries).ToEquatableArray();

        /// <summary>The method's name within the call.</summary>
        private static SyntaxNode NameOf(SyntaxNode call) => call switch
        {
            InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => call,
        };
    }
}
