using Microsoft.CodeAnalysis;

namespace Leeway.Generator;

/// <summary>What the project's references tell the generator.</summary>
/// <param name="HasRuntime">Whether the Leeway assembly is there.</param>
/// <param name="HasRefit">Whether Refit is there; if not, its attributes are generated.</param>
internal sealed record ReferenceFacts(bool HasRuntime, bool HasRefit)
{
    public static ReferenceFacts Of(Compilation compilation) => new(
        compilation.GetTypeByMetadataName("Leeway.Json.JsonModel") is not null,
        compilation.GetTypeByMetadataName("Refit.GetAttribute") is { DeclaredAccessibility: Accessibility.Public });
}
