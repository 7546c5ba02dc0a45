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

/// <summary>Checks that a project declares the scopes of the generated operations that it calls.</summary>
/// <remarks>
/// It identifies an operation by the attribute on its method, so the method may be generated in this project or in a referenced one. In a
/// project without a declaration, it does nothing.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AtlassianScopesAnalyzer : DiagnosticAnalyzer
{
    private const string OperationScopesName = "Leeway.Generated.OperationScopesAttribute";

    /// <summary>https://developer.atlassian.com/cloud/jira/platform/scopes-for-oauth-2-3LO-and-forge-apps/</summary>
    private const int MaxScopes = 50;

    /// <summary>Scopes that no operation in a document needs: those of refresh tokens and of the account APIs.</summary>
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
                && FindDeclared(compilation, declaration, start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, start.CancellationToken) is { Count: > 0 } declared)
            {
                var calls = new Calls(operationScopes, declared);
                start.RegisterOperationAction(calls.Check, OperationKind.Invocation, OperationKind.MethodReference);
                start.RegisterCompilationEndAction(calls.CheckDeclaration);
            }
        });
    }

    /// <summary>Finds the declared scopes with their locations.</summary>
    private static Dictionary<string, Location> FindDeclared(
        Compilation compilation, INamedTypeSymbol attribute, AnalyzerConfigOptions options, CancellationToken cancellation)
    {
        var declared = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (AttributeData data in compilation.Assembly.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
        {
            List<IEnumerable<string>> arguments = [.. DeclaredScopes.Read(data)];
            SyntaxNode? syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellation);
            SeparatedSyntaxList<AttributeArgumentSyntax> spelled = (syntax as AttributeSyntax)?.ArgumentList?.Arguments ?? default;
            for (int i = 0; i < arguments.Count; i++)
            {
                // Arguments in an array have no syntax nodes of their own.
                Location location = (spelled.Count == arguments.Count ? spelled[i] : syntax)?.GetLocation() ?? Location.None;
                foreach (string scope in arguments[i])
                {
                    declared[scope] = location;
                }
            }
        }

        foreach (string scope in DeclaredScopes.Read(options))
        {
            if (!declared.ContainsKey(scope))
            {
                declared.Add(scope, Location.None);
            }
        }

        return declared;
    }

    /// <summary>Checks the calls of one compilation.</summary>
    private sealed class Calls(INamedTypeSymbol attribute, Dictionary<string, Location> declared)
    {
        private readonly ConcurrentDictionary<IMethodSymbol, OperationScopes?> _scopes = new(SymbolEqualityComparer.Default);
        private readonly ConcurrentDictionary<OperationScopes, bool> _called = new();

        public void Check(OperationAnalysisContext context)
        {
            IMethodSymbol method = context.Operation is IInvocationOperation invocation ? invocation.TargetMethod : ((IMethodReferenceOperation)context.Operation).Method;
            if (!method.Name.EndsWith(CalledNames.Suffix, StringComparison.Ordinal)
                || _scopes.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Read) is not { } scopes)
            {
                return;
            }

            _called.TryAdd(scopes, true);
            if (scopes.IsCoveredBy(declared.Keys))
            {
                return;
            }

            EquatableArray<string> classic = FindMissing(scopes.Classic);
            EquatableArray<string> granular = FindMissing(scopes.Granular);
            ImmutableDictionary<string, string?>.Builder kinds = ImmutableDictionary.CreateBuilder<string, string?>();
            if (!classic.IsEmpty)
            {
                kinds.Add(MissingScopeFacts.Classic, string.Join(" ", classic));
            }

            if (!granular.IsEmpty)
            {
                kinds.Add(MissingScopeFacts.Granular, string.Join(" ", granular));
            }

            string needs = classic.IsEmpty ? Quote(granular)
                : granular.IsEmpty ? Quote(classic)
                : Quote(classic) + " (or the granular " + Quote(granular) + ")";
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.MissingScope, FindName(context.Operation.Syntax).GetLocation(), kinds.ToImmutable(), method.Name, DiagnosticInfo.ToOneLine(needs)));
        }

        public void CheckDeclaration(CompilationAnalysisContext context)
        {
            List<string> scopes = [.. declared.Keys.Where(static scope => scope != RequiredScopes.Refresh)];
            if (scopes.Count > MaxScopes)
            {
                Location location = declared.Values.OrderBy(static l => l.SourceSpan.Start).FirstOrDefault(static l => l.IsInSource) ?? Location.None;
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.TooManyScopes, location, scopes.Count, MaxScopes));
            }

            // A project without calls declares scopes for other projects.
            if (_called.IsEmpty)
            {
                return;
            }

            var used = new HashSet<string>(
                _called.Keys.SelectMany(o => o.IsCoveredBy(declared.Keys) ? o.Ways.FirstOrDefault(way => way.All(declared.ContainsKey)) : o.Ways.SelectMany(static way => way)),
                StringComparer.Ordinal);
            foreach (string scope in scopes.Where(scope => !used.Contains(scope) && !s_otherScopes.Contains(scope)).OrderBy(static scope => scope, StringComparer.Ordinal))
            {
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.UnusedScope, declared[scope], DiagnosticInfo.ToOneLine(scope)));
            }
        }

        private EquatableArray<string> FindMissing(EquatableArray<string> scopes) => scopes.Where(scope => !declared.ContainsKey(scope)).ToEquatableArray();

        private static string Quote(EquatableArray<string> scopes) => string.Join(" and ", scopes.Select(static scope => "'" + scope + "'"));

        /// <summary>Reads the scopes of a method. Returns null if the method is not a member of a generated interface and does not implement one.</summary>
        private OperationScopes? Read(IMethodSymbol method)
        {
            if (ReadOwn(method) is { } own)
            {
                return own;
            }

            return method.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type
                ? type.AllInterfaces
                    .SelectMany(contract => contract.GetMembers(method.Name))
                    .Where(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))
                    .Select(ReadOwn)
                    .FirstOrDefault(static scopes => scopes is not null)
                : null;
        }

        private OperationScopes? ReadOwn(ISymbol method)
        {
            AttributeData? data = method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));
            return data?.ConstructorArguments.Length == 2
                ? new OperationScopes(ReadList(data.ConstructorArguments[0]), ReadList(data.ConstructorArguments[1]))
                : null;
        }

        private static EquatableArray<string> ReadList(TypedConstant scopes) => OperationScopes.Split((scopes.Value as string) ?? "");

        /// <summary>Finds the method's name in a call.</summary>
        private static SyntaxNode FindName(SyntaxNode call) => call switch
        {
            InvocationExpressionSyntax invocation => FindName(invocation.Expression),
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => call,
        };
    }
}
