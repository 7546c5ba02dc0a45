using System;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator;

/// <summary>What the project's references tell the generator.</summary>
/// <param name="HasRuntime">Whether the Leeway assembly is there.</param>
/// <param name="Refit">The version of the Refit assembly; null where there is none, so that its attributes are generated.</param>
internal sealed record ReferenceFacts(bool HasRuntime, Version? Refit)
{
    /// <summary>The first Refit that takes implementations which are made elsewhere.</summary>
    private const int FirstMajorThatTakesClients = 12;

    public bool HasRefit => Refit is not null;

    /// <summary>Whether the clients can be handed to Refit.</summary>
    public bool RefitTakesClients => Refit is { Major: >= FirstMajorThatTakesClients };

    public static ReferenceFacts Of(Compilation compilation)
    {
        // Names cost nothing on each keystroke, where looking a type up would bind it.
        bool hasRuntime = false;
        Version? refit = null;
        foreach (AssemblyIdentity assembly in compilation.ReferencedAssemblyNames)
        {
            hasRuntime |= assembly.Name == "Leeway";
            refit = assembly.Name == "Refit" ? assembly.Version : refit;
        }

        return new ReferenceFacts(hasRuntime, refit);
    }
}
