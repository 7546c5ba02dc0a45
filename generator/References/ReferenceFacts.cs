using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Configuration;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.References;

/// <summary>The facts about a project's references that the generator needs.</summary>
/// <param name="HasRuntime">Whether the project references the Leeway assembly.</param>
/// <param name="Twins">The APIs of this project that a referenced project or library also generates publicly.</param>
/// <param name="Packaged">The APIs of this project whose types are also in a referenced package of clients.</param>
internal sealed record ReferenceFacts(bool HasRuntime, EquatableArray<ReferencedApi> Twins, EquatableArray<ReferencedApi> Packaged)
{
    /// <summary>The name of the assembly that generated code needs.</summary>
    public const string Runtime = "Leeway";

    /// <summary>Reads the references of a project.</summary>
    /// <remarks>The runtime is recognized by its name: this runs on each keystroke, and a lookup of a type would be slower.</remarks>
    public static ReferenceFacts Read(Compilation compilation, IReadOnlyCollection<ApiConfiguration> apis, EquatableArray<ClientPackage> packages) => new(
        compilation.ReferencedAssemblyNames.Any(static assembly => assembly.Name == Runtime),
        apis.SelectMany(api => FindTwins(compilation, api))
            .Where(twin => !packages.Any(package => package.Assembly == twin.Assembly))
            .ToEquatableArray(),
        apis.SelectMany(api => packages
                .Where(package => package.Namespace == api.Namespace)
                .Select(package => new ReferencedApi(package.Assembly, api.Namespace, api.Document)))
            .ToEquatableArray());

    /// <summary>Searches only the assemblies that reference the runtime, because only these can contain generated clients.</summary>
    private static IEnumerable<ReferencedApi> FindTwins(Compilation compilation, ApiConfiguration api) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols
        where assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static r => r.Name == Runtime))
            && assembly.GetTypeByMetadataName(api.Namespace + "." + api.Name + "Client") is { DeclaredAccessibility: Accessibility.Public }
        select new ReferencedApi(assembly.Name, api.Namespace, api.Document);
}

/// <summary>An API of the project that a referenced assembly also generates.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Namespace">The namespace of both.</param>
/// <param name="Document">The name that the project uses for the document.</param>
internal sealed record ReferencedApi(string Assembly, string Namespace, string Document);
