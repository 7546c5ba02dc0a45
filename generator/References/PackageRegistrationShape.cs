using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.References;

/// <summary>The registration with Refit of those clients of a package that the project's code passes to Refit by name.</summary>
/// <param name="Namespace">The namespace of the package's clients.</param>
/// <param name="Client">The class with a property for each interface.</param>
/// <param name="Named">The interfaces.</param>
internal sealed record PackageRegistrationShape(string Namespace, string Client, EquatableArray<PackagedInterface> Named)
{
    /// <summary>Returns the registrations of the packages of which the code names a client.</summary>
    public static EquatableArray<PackageRegistrationShape> Create(EquatableArray<ClientPackage> packages, EquatableArray<string> typeArguments)
    {
        var named = new HashSet<string>(typeArguments, StringComparer.Ordinal);
        return packages
            .Select(package => new PackageRegistrationShape(
                package.Namespace, package.Client, package.Interfaces.Where(i => named.Contains(i.Name)).ToEquatableArray()))
            .Where(static shape => !shape.Named.IsEmpty)
            .ToEquatableArray();
    }
}
