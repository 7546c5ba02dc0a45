using System;
using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>The registration of a product's clients with Refit.</summary>
/// <param name="Named">The interfaces that the project's code passes to Refit by name.</param>
/// <param name="Others">The rest, which other projects or type parameters may pass.</param>
internal sealed record RefitRegistrationShape(ApiShape Api, EquatableArray<InterfaceReference> Named, EquatableArray<InterfaceReference> Others)
{
    public static RefitRegistrationShape Create(RootShape root, IEnumerable<string> typeArguments)
    {
        var named = new HashSet<string>(typeArguments, StringComparer.Ordinal);
        return new RefitRegistrationShape(
            root.Api,
            root.Interfaces.Where(i => named.Contains(i.InterfaceName)).ToEquatableArray(),
            root.Interfaces.Where(i => !named.Contains(i.InterfaceName)).ToEquatableArray());
    }
}
