using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>The code that is generated for one document.</summary>
internal sealed record ClientShape(
    ApiShape Api,
    EquatableArray<InterfaceShape> Interfaces,
    EquatableArray<TypeShape> Types)
{
    /// <summary>The facts that the client of the product needs. An edit of an operation does not change them.</summary>
    public RootShape Root => new(Api, Interfaces.Select(static i => i.ToReference()).ToEquatableArray());

    /// <summary>The types, grouped by initial into files. The compiler's work on each keystroke grows with the number of files.</summary>
    public IEnumerable<TypeFileShape> TypeFiles => Types
        .GroupBy(static t => char.ToUpperInvariant(t.Name[0]))
        .Select(g => new TypeFileShape(Api, g.Key == '_' ? "Other" : g.Key.ToString(), g.ToEquatableArray()));
}
