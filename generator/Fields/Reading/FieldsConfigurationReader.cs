using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Configuration;
using Leeway.Generator.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leeway.Generator.Fields.Reading;

/// <summary>Reads the options of an <c>AtlassianFields</c> item, which the build passes as metadata of an additional file.</summary>
internal static class FieldsConfigurationReader
{
    /// <summary>The metadata that marks an additional file as a file of fields. Its value is the name of the file.</summary>
    public const string FileKey = ConfigurationReader.Prefix + "AtlassianFields";

    public const string NamespaceKey = ConfigurationReader.Prefix + "AtlassianFieldsNamespace";
    public const string VisibilityKey = ConfigurationReader.Prefix + "AtlassianFieldsVisibility";

    private const string DefaultNamespace = "Leeway.Fields";

    /// <summary>Reads the configuration of a file. Returns null if the file is not a file of fields.</summary>
    public static FieldsConfigurationResult? Read(string path, AnalyzerConfigOptions options, AnalyzerConfigOptions globalOptions)
    {
        if (ConfigurationReader.ReadOption(options, FileKey) is not { } file)
        {
            return null;
        }

        string project = ConfigurationReader.ReadOption(globalOptions, ConfigurationReader.ProjectKey) ?? path;
        List<DiagnosticInfo> faults = [];
        string ns = ConfigurationReader.ReadOption(options, NamespaceKey) ?? DefaultNamespace;
        if (!ns.Split('.').All(ConfigurationReader.IsPlainIdentifier))
        {
            faults.Add(DiagnosticInfo.Create(DiagnosticDescriptors.InvalidFieldsOption, project, "Namespace", file, ns, "C# identifiers joined by dots"));
        }

        string visibility = ConfigurationReader.ReadOption(options, VisibilityKey) ?? "public";
        if (visibility is not ("public" or "internal"))
        {
            faults.Add(DiagnosticInfo.Create(DiagnosticDescriptors.InvalidFieldsOption, project, "Visibility", file, visibility, "'public' or 'internal'"));
        }

        return faults.Count > 0
            ? new FieldsConfigurationResult(project, null, faults.ToEquatableArray())
            : new FieldsConfigurationResult(project, new FieldsConfiguration(path, file, ns, visibility), []);
    }

    /// <summary>Returns the configurations in the order of their files. If several use one namespace, only the first one is kept.</summary>
    public static EquatableArray<FieldsConfigurationResult> RefuseConflicts(IEnumerable<FieldsConfigurationResult> results)
    {
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<FieldsConfigurationResult> kept = [];
        foreach (FieldsConfigurationResult result in results.OrderBy(static r => r.Configuration?.Path, StringComparer.Ordinal))
        {
            if (result.Configuration is { } configuration && taken.TryGetValue(configuration.Namespace, out string? other))
            {
                kept.Add(new FieldsConfigurationResult(
                    result.ProjectPath,
                    null,
                    [DiagnosticInfo.Create(DiagnosticDescriptors.DuplicateFieldsNamespace, result.ProjectPath, other, configuration.File, configuration.Namespace)]));
                continue;
            }

            if (result.Configuration is { } first)
            {
                taken.Add(first.Namespace, first.File);
            }

            kept.Add(result);
        }

        return kept.ToEquatableArray();
    }
}
