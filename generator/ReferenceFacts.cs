using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Configuration;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator;

/// <summary>The facts that the generator takes from the project's references.</summary>
/// <param name="HasRuntime">Whether the project references the assembly Leeway.</param>
/// <param name="Refit">The version of the Refit assembly; null where there is none, so that its attributes are generated.</param>
/// <param name="Twins">The APIs of this project that a referenced assembly also generates publicly.</param>
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
        // Assembly names are cheap to read on each keystroke. Looking up a type would bind it.
        bool hasRuntime = false;
        Version? refit = null;
        foreach (AssemblyIdentity assembly in compilation.ReferencedAssemblyNames)
        {
            hasRuntime |= assembly.Name == Runtime;
            refit = assembly.Name == "Refit" ? assembly.Version : refit;
        }

        return new ReferenceFacts(hasRuntime, refit, apis.SelectMany(api => FindTwins(compilation, api)).ToEquatableArray());
    }

    /// <summary>Searches only the assemblies that reference the runtime, because only these can contain generated clients.</summary>
    private static IEnumerable<ReferencedApi> FindTwins(Compilation compilation, ApiConfiguration api) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols
        where assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static r => r.Name == Runtime))
            && assembly.GetTypeByMetadataName(api.Namespace + "." + api.Name + "Client") is { DeclaredAccessibility: Accessibility.Public }
        select new ReferencedApi(assembly.Name, api.Namespace, api.Document);
}
