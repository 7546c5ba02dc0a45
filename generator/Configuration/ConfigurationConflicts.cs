using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>Finds APIs that cannot be generated beside each other.</summary>
internal static class ConfigurationConflicts
{
    /// <summary>The configurations, in the order of their files; of several in one namespace the first stays.</summary>
    public static EquatableArray<ConfigurationResult> Refuse(IEnumerable<ConfigurationResult> results)
    {
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var checkedResults = new List<ConfigurationResult>();
        foreach (ConfigurationResult result in results.OrderBy(static r => r.Configuration?.Path, StringComparer.Ordinal))
        {
            if (result.Configuration is not { } configuration)
            {
                checkedResults.Add(result);
            }
            else if (taken.TryGetValue(WithoutDots(configuration.Namespace), out string? other))
            {
                checkedResults.Add(new ConfigurationResult(
                    result.ProjectPath,
                    null,
                    [DiagnosticInfo.Create(DiagnosticDescriptors.DuplicateApi, result.ProjectPath, other, configuration.Document, configuration.Namespace)]));
            }
            else
            {
                taken.Add(WithoutDots(configuration.Namespace), configuration.Document);
                checkedResults.Add(result);
            }
        }

        return checkedResults.ToEquatableArray();
    }

    /// <summary>The class that registers an API is named so.</summary>
    private static string WithoutDots(string name) => name.Replace(".", "");
}
