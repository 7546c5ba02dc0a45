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

/// <summary>The types that one file holds.</summary>
/// <param name="Initial">With what their names begin.</param>
internal sealed record TypeFileShape(ApiShape Api, string Initial, EquatableArray<TypeShape> Types);

/// <summary>The product's entry class: a property per interface.</summary>
internal sealed record RootShape(ApiShape Api, EquatableArray<InterfaceReference> Interfaces);

/// <summary>An interface as the root sees it.</summary>
/// <param name="InterfaceName">Such as <c>IIssuesApi</c>.</param>
/// <param name="ClientName">The implementing class, such as <c>IssuesApi</c>.</param>
/// <param name="PropertyName">The root's property, such as <c>Issues</c>.</param>
internal sealed record InterfaceReference(string Tag, string InterfaceName, string ClientName, string PropertyName);

/// <summary>An interface with an operation per method: one tag of the document.</summary>
internal sealed record InterfaceShape(
    ApiShape Api,
    string Tag,
    string InterfaceName,
    string ClientName,
    string PropertyName,
    EquatableArray<OperationShape> Operations)
{
    public InterfaceReference ToReference() => new(Tag, InterfaceName, ClientName, PropertyName);
}
