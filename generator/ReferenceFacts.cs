using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Configuration;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator;

/// <summary>What the project's references tell the generator.</summary>
/// <param name="HasRuntime">Whether the Leeway assembly is there.</param>
/// <param name="Refit">The version of the Refit assembly; null where there is none, so that its attributes are generated.</param>
/// <param name="Twins">The APIs that a referenced assembly has publicly, too.</param>
internal sealed record ReferenceFacts(bool HasRuntime, Version? Refit, EquatableArray<ReferencedApi> Twins)
{
    private const string Runtime = "Leeway";

    /// <summary>The first Refit that takes implementations which are made elsewhere.</summary>
    private const int FirstMajorThatTakesClients = 12;

    public bool HasRefit => Refit is not null;

    /// <summary>Whether the clients can be handed to Refit.</summary>
    public bool RefitTakesClients => Refit is { Major: >= FirstMajorThatTakesClients };

    public static ReferenceFacts Of(Compilation compilation, IEnumerable<ApiConfiguration> apis)
    {
        // Names cost nothing on each keystroke, where looking a type up would bind it.
        bool hasRuntime = false;
        Version? refit = null;
        foreach (AssemblyIdentity assembly in compilation.ReferencedAssemblyNames)
        {
            hasRuntime |= assembly.Name == Runtime;
            refit = assembly.Name == "Refit" ? assembly.Version : refit;
        }

        return new ReferenceFacts(hasRuntime, refit, apis.SelectMany(api => FindTwins(compilation, api)).ToEquatableArray());
    }

    /// <summary>The assemblies that can see the runtime, and so may have generated clients, are few.</summary>
    private static IEnumerable<ReferencedApi> FindTwins(Compilation compilation, ApiConfiguration api) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols
        where assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static r => r.Name == Runtime))
            && assembly.GetTypeByMetadataName(api.Namespace + "." + api.Name + "Client") is { DeclaredAccessibility: Accessibility.Public }
        select new ReferencedApi(assembly.Name, api.Namespace, api.Document);
}
