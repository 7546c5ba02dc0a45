using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Fields.Emission;
using Leeway.Generator.Fields.Reading;
using Leeway.Generator.Fields.Shaping;
using Leeway.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Fields;

/// <summary>Generates properties for the custom fields of the sites that a project names as <c>AtlassianFields</c> items.</summary>
/// <remarks>It depends on no document, so that it is the same with generated clients and with those of a package.</remarks>
internal static class FieldGeneration
{
    public static void Register(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<(AdditionalText File, FieldsConfigurationResult Result)> files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => (
                File: pair.Left, Result: FieldsConfigurationReader.Read(pair.Left.Path, pair.Right.GetOptions(pair.Left), pair.Right.GlobalOptions)))
            .Where(static pair => pair.Result is not null)!;
        IncrementalValueProvider<EquatableArray<FieldsConfigurationResult>> configurations = files
            .Select(static (file, _) => file.Result)
            .Collect()
            .Select(static (results, _) => FieldsConfigurationReader.RefuseConflicts(results))
            .WithTrackingName(StepNames.FieldConfigurations);
        IncrementalValueProvider<EquatableArray<SiteFieldsResult>> sites = files
            .Select(static (file, cancellation) => new DocumentText(file.File.Path, file.File.GetText(cancellation)))
            .Select(static (text, cancellation) => SiteFieldsReader.Read(text, cancellation))
            .WithTrackingName(StepNames.FieldFiles)
            .Collect()
            .Select(static (results, _) => results.ToEquatableArray());
        IncrementalValueProvider<LanguageVersion> version = context.ParseOptionsProvider
            .Select(static (options, _) => options is CSharpParseOptions csharp ? csharp.LanguageVersion : LanguageVersion.Default);
        IncrementalValuesProvider<SiteShapeResult> shapes = configurations
            .Combine(sites)
            .Combine(version)
            .SelectMany(static (pair, _) => Shape(pair.Left.Left, pair.Left.Right, pair.Right))
            .WithTrackingName(StepNames.FieldShapes);
        context.RegisterSourceOutput(
            shapes.Select(static (result, _) => result.Shape).Where(static shape => shape is { Fields.IsEmpty: false }),
            static (output, shape) => output.AddSource(shape!.Namespace + ".CustomFields.g.cs", FieldsEmitter.Emit(shape)));

        IncrementalValuesProvider<DiagnosticInfo> diagnostics = configurations
            .Combine(sites)
            .Combine(shapes.Collect())
            .SelectMany(static (pair, _) => pair.Left.Left.SelectMany(static c => c.Diagnostics)
                .Concat(pair.Left.Right.SelectMany(static s => s.Diagnostics))
                .Concat(pair.Right.SelectMany(static s => s.Diagnostics)))
            .WithTrackingName(StepNames.FieldDiagnostics);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
    }

    private static IEnumerable<SiteShapeResult> Shape(
        EquatableArray<FieldsConfigurationResult> configurations, EquatableArray<SiteFieldsResult> sites, LanguageVersion version)
    {
        foreach (FieldsConfigurationResult result in configurations)
        {
            if (result.Configuration is { } configuration && sites.FirstOrDefault(s => s.Path == configuration.Path)?.Fields is { } fields)
            {
                yield return FieldShaper.Shape(configuration, result.ProjectPath, fields, version);
            }
        }
    }
}
