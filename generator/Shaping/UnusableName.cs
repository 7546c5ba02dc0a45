using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Shaping;

/// <summary>A name in <c>x-leeway-name</c> that a method or a type cannot have.</summary>
/// <param name="Name">The name.</param>
/// <param name="Owner">What the document gives the name, such as <c>the schema 'Issue'</c>.</param>
/// <param name="Fault">The reason.</param>
internal sealed record UnusableName(string Name, string Owner, string Fault)
{
    public DiagnosticInfo ToDiagnostic(string path) => DiagnosticInfo.Create(DiagnosticDescriptors.UnusableName, path, Name, Owner, Fault);
}
