using Microsoft.CodeAnalysis;

namespace Leeway.Generator;

/// <summary>What the project's references tell the generator.</summary>
/// <param name="HasRuntime">Whether the Leeway assembly is there.</param>
/// <param name="HasRefit">Whether Refit is there; if not, its attributes are generated.</param>
internal sealed record ReferenceFacts(bool HasRuntime, bool HasRefit)
{
    public static ReferenceFacts Of(Compilation compilation)
    {
        // Names cost nothing on each keystroke, where looking a type up would bind it.
        bool hasRuntime = false;
        bool hasRefit = false;
        foreach (AssemblyIdentity assembly in compilation.ReferencedAssemblyNames)
        {
            hasRuntime |= assembly.Name == "Leeway";
            hasRefit |= assembly.Name == "Refit";
        }

        return new ReferenceFacts(hasRuntime, hasRefit);
    }
}
