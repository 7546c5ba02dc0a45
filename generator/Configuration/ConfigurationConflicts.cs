using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Configuration;

/// <summary>Finds APIs that cannot be generated in the same project.</summary>
internal static class ConfigurationConflicts
{
    /// <summary>Returns the configurations in the order of their files. If several use one namespace, only the first one is kept.</summary>
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
            else if (taken.TryGetValue(RemoveDots(configuration.Namespace), out string? other))
            {
                checkedResults.Add(new ConfigurationResult(
                    result.ProjectPath,
                    null,
                    [DiagnosticInfo.Create(DiagnosticDescriptors.DuplicateApi, result.ProjectPath, other, configuration.Document, configuration.Namespace)]));
            }
            else
            {
                taken.Add(RemoveDots(configuration.Namespace), configuration.Document);
                checkedResults.Add(result);
            }
        }

        return checkedResults.ToEquatableArray();
    }

    /// <summary>Removes the dots, as in the name of the class that registers an API.</summary>
    private static string RemoveDots(string name) => name.Replace(".", "");
}
