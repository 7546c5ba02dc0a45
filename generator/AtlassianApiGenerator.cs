using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Emission;
using Leeway.Generator.Fields;
using Leeway.Generator.Reading;
using Leeway.Generator.References;
using Leeway.Generator.Scopes;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leeway.Generator;

/// <summary>
/// Generates typed clients from the OpenAPI documents that a project names as <c>AtlassianApi</c> items, and properties for the custom fields of
/// sites that it names as <c>AtlassianFields</c> items.
/// </summary>
/// <remarks>
/// This class only connects the stages: Configuration and Reading turn the input into models with value equality, Shaping decides what
/// is generated, and Emission writes it. Steps whose input has not changed do not run again.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class AtlassianApiGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Select the additional files that are documents, with their options.
        IncrementalValuesProvider<(AdditionalText File, ConfigurationResult Result)> files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => (File: pair.Left, Result: ConfigurationReader.Read(pair.Left.Path, pair.Right.GetOptions(pair.Left), pair.Right.GlobalOptions)))
            .Where(static pair => pair.Result is not null)!;

        // The options only. Two APIs in one namespace would define the same types, so the second one is rejected.
        IncrementalValueProvider<EquatableArray<ConfigurationResult>> configurations = files
            .Select(static (file, _) => file.Result)
            .Collect()
            .Select(static (results, _) => ConfigurationConflicts.Refuse(results))
            .WithTrackingName(StepNames.Configurations);

        // The documents only, compared by content: changed options do not cause a document to be read again.
        IncrementalValueProvider<EquatableArray<DocumentResult>> documents = files
            .Select(static (file, cancellation) => new DocumentText(file.File.Path, file.File.GetText(cancellation)))
            .Select(static (text, cancellation) => DocumentReader.Read(text, cancellation))
            .WithTrackingName(StepNames.Documents)
            .Collect()
            .Select(static (results, _) => results.ToEquatableArray());

        // Pair each API with its document.
        IncrementalValuesProvider<GenerationRequest> requests = configurations
            .Combine(documents)
            .SelectMany(static (pair, _) => Pair(pair.Left, pair.Right))
            .WithTrackingName(StepNames.Requests);

        // Decide what is generated.
        IncrementalValuesProvider<ShapeResult> shapes = requests
            .Select(static (request, cancellation) => ClientShaper.Shape(request.Document, request.Configuration, cancellation))
            .WithTrackingName(StepNames.Shapes);
        IncrementalValuesProvider<InterfaceShape> interfaces = shapes
            .SelectMany(static (shape, _) => shape.Client.Interfaces)
            .WithTrackingName(StepNames.Interfaces);
        IncrementalValuesProvider<TypeFileShape> types = shapes
            .SelectMany(static (shape, _) => shape.Client.TypeFiles)
            .WithTrackingName(StepNames.TypeFiles);
        IncrementalValuesProvider<RootShape> roots = shapes
            .Select(static (shape, _) => shape.Client.Root)
            .WithTrackingName(StepNames.Roots);
        context.RegisterSourceOutput(types, static (output, file) => output.AddSource(FormatHintName(file.Api, "Types." + file.Initial), TypeEmitter.Emit(file)));
        context.RegisterSourceOutput(interfaces, static (output, shape) => output.AddSource(FormatHintName(shape.Api, shape.InterfaceName), InterfaceEmitter.Emit(shape)));
        context.RegisterSourceOutput(interfaces, static (output, shape) => output.AddSource(FormatHintName(shape.Api, shape.ClientName), ClientEmitter.Emit(shape)));
        context.RegisterSourceOutput(roots, static (output, root) => output.AddSource(FormatHintName(root.Api, root.Api.Product + "Client"), RootEmitter.Emit(root)));

        // Packages have the same clients ready-made. What is generated for the calls of a project is the same for both.
        IncrementalValueProvider<EquatableArray<ClientPackage>> packages = context.MetadataReferencesProvider
            .Select(static (reference, cancellation) => ClientPackageReader.Read(reference, cancellation))
            .Where(static package => package is not null)
            .Collect()
            .Select(static (packages, _) => packages.OfType<ClientPackage>().OrderBy(static p => p.Assembly, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(StepNames.Packages);
        RegisterRefit(context, roots, packages);
        RegisterScopes(context, configurations, shapes, packages);
        FieldGeneration.Register(context);

        // Inspect the references.
        IncrementalValueProvider<ReferenceFacts?> references = context.CompilationProvider
            .Combine(configurations)
            .Combine(packages)
            .Select(static (pair, _) => pair.Left.Right.IsEmpty ? null : ReferenceFacts.Read(
                pair.Left.Left, [.. pair.Left.Right.Select(static c => c.Configuration).OfType<ApiConfiguration>()], pair.Right))
            .WithTrackingName(StepNames.References);

        // Diagnostics are separate from the sources, so a line that moves in a document regenerates nothing.
        IncrementalValuesProvider<DiagnosticInfo> diagnostics = configurations
            .Combine(documents)
            .Combine(shapes.Collect())
            .Combine(references)
            .SelectMany(static (pair, _) => CollectDiagnostics(pair.Left.Left.Left, pair.Left.Left.Right, pair.Left.Right, pair.Right))
            .WithTrackingName(StepNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
    }

    /// <summary>Generates the registration with Refit, by the names that the project's code passes to it.</summary>
    private static void RegisterRefit(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<RootShape> roots,
        IncrementalValueProvider<EquatableArray<ClientPackage>> packages)
    {
        IncrementalValueProvider<EquatableArray<string>> refitTypeArguments = context.SyntaxProvider
            .CreateSyntaxProvider(RefitTypeArguments.IsCandidate, static (node, _) => RefitTypeArguments.Read((GenericNameSyntax)node.Node))
            .Collect()
            .Select(static (names, _) => RefitTypeArguments.RemoveDuplicates(names))
            .WithTrackingName(StepNames.RefitTypeArguments);
        IncrementalValuesProvider<RefitRegistrationShape> refitRegistrations = roots
            .Combine(refitTypeArguments)
            .Select(static (pair, _) => RefitRegistrationShape.Create(pair.Left, pair.Right))
            .WithTrackingName(StepNames.RefitRegistrations);
        context.RegisterSourceOutput(
            refitRegistrations,
            static (output, shape) => output.AddSource(FormatHintName(shape.Api, "RefitRegistration"), RefitRegistrationEmitter.Emit(shape)));
        IncrementalValueProvider<EquatableArray<PackageRegistrationShape>> packageRegistrations = packages
            .Combine(refitTypeArguments)
            .Select(static (pair, _) => PackageRegistrationShape.Create(pair.Left, pair.Right))
            .WithTrackingName(StepNames.PackageRegistrations);
        context.RegisterSourceOutput(packageRegistrations, static (output, shapes) =>
        {
            foreach (PackageRegistrationShape shape in shapes)
            {
                output.AddSource(shape.Namespace + ".PackageRegistration.g.cs", PackageRegistrationEmitter.Emit(shape));
            }
        });
    }

    /// <summary>
    /// Generates the scopes that the project's calls need, by the names in its code. The position of a name is dropped, so moving code changes
    /// nothing.
    /// </summary>
    private static void RegisterScopes(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<EquatableArray<ConfigurationResult>> configurations,
        IncrementalValuesProvider<ShapeResult> shapes,
        IncrementalValueProvider<EquatableArray<ClientPackage>> packages)
    {
        IncrementalValueProvider<EquatableArray<CalledName>> calledNames = context.SyntaxProvider
            .CreateSyntaxProvider(CalledNames.IsCandidate, static (node, _) => CalledNames.Read((IdentifierNameSyntax)node.Node))
            .Collect()
            .Select(static (names, _) => CalledNames.RemoveDuplicates(names))
            .WithTrackingName(StepNames.CalledNames);
        IncrementalValueProvider<EquatableArray<OperationScopes>> calledOperations = calledNames
            .Combine(shapes.Collect())
            .Combine(packages)
            .Select(static (pair, _) => RequiredScopes.FindCalled(
                pair.Left.Left,
                pair.Left.Right.SelectMany(static shape => RequiredScopes.ListMethods(shape.Client)).Concat(pair.Right.SelectMany(static package => package.Methods))))
            .WithTrackingName(StepNames.CalledOperations);
        IncrementalValueProvider<EquatableArray<string>> declaredScopes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                MissingScopeFacts.AttributeName,
                static (node, _) => node is CompilationUnitSyntax,
                static (target, _) => target.Attributes.SelectMany(DeclaredScopes.Read).SelectMany(static scopes => scopes).ToEquatableArray())
            .Collect()
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => DeclaredScopes.Read(options.GlobalOptions)))
            .Select(static (pair, _) => DeclaredScopes.Combine(pair.Left, pair.Right))
            .WithTrackingName(StepNames.DeclaredScopes);
        IncrementalValuesProvider<EquatableArray<string>> requiredScopes = calledOperations
            .Combine(declaredScopes)
            .Select(static (pair, _) => RequiredScopes.Find(pair.Left, pair.Right))
            .WithTrackingName(StepNames.RequiredScopes)
            .Combine(configurations)
            .Combine(packages)
            .SelectMany(static (pair, _) => Enumerable.Repeat(pair.Left.Left, pair.Left.Right.IsEmpty && pair.Right.IsEmpty ? 0 : 1));
        context.RegisterSourceOutput(requiredScopes, static (output, scopes) => output.AddSource("AtlassianScopes.g.cs", ScopesEmitter.Emit(scopes)));
    }

    private static IEnumerable<GenerationRequest> Pair(EquatableArray<ConfigurationResult> configurations, EquatableArray<DocumentResult> documents)
    {
        foreach (ConfigurationResult result in configurations)
        {
            if (result.Configuration is { } configuration
                && documents.FirstOrDefault(d => d.Path == configuration.Path)?.Document is { Operations.IsEmpty: false } document)
            {
                yield return new GenerationRequest(configuration, document);
            }
        }
    }

    private static IEnumerable<DiagnosticInfo> CollectDiagnostics(
        EquatableArray<ConfigurationResult> configurations, EquatableArray<DocumentResult> documents, ImmutableArray<ShapeResult> shapes, ReferenceFacts? references)
    {
        return configurations.SelectMany(static c => c.Diagnostics)
            .Concat(documents.SelectMany(static d => d.Diagnostics))
            .Concat(shapes.SelectMany(static s => s.Diagnostics))
            .Concat(references is null ? [] : CheckReferences(references, configurations[0].ProjectPath));
    }

    private static IEnumerable<DiagnosticInfo> CheckReferences(ReferenceFacts references, string projectPath)
    {
        if (!references.HasRuntime)
        {
            yield return DiagnosticInfo.Create(DiagnosticDescriptors.MissingRuntime, projectPath);
        }

        foreach (ReferencedApi twin in references.Twins)
        {
            yield return DiagnosticInfo.Create(DiagnosticDescriptors.GeneratedTwice, projectPath, twin.Namespace, twin.Document, twin.Assembly);
        }

        foreach (ReferencedApi packaged in references.Packaged)
        {
            yield return DiagnosticInfo.Create(DiagnosticDescriptors.GeneratedAndPackaged, projectPath, packaged.Namespace, packaged.Document, packaged.Assembly);
        }
    }

    private static string FormatHintName(ApiShape api, string name) => api.Namespace + "." + name + ".g.cs";
}
