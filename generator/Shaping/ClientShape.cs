using System.Collections.Generic;
using System.Linq;

namespace Leeway.Generator.Shaping;

/// <summary>All that is generated for one document.</summary>
internal sealed record ClientShape(
    ApiShape Api,
    EquatableArray<InterfaceShape> Interfaces,
    EquatableArray<TypeShape> Types)
{
    /// <summary>What the root of the product needs: nothing that an edit of an operation changes.</summary>
    public RootShape Root => new(Api, Interfaces.Select(static i => i.ToReference()).ToEquatableArray());

    /// <summary>The types by file: one for each initial, since the compiler's work on each keystroke grows with the files.</summary>
    public IEnumerable<TypeFileShape> TypeFiles => Types
        .GroupBy(static t => char.ToUpperInvariant(t.Name[0]))
        .Select(g => new TypeFileShape(Api, g.Key == '_' ? "Other" : g.Key.ToString(), g.ToEquatableArray()));
}
