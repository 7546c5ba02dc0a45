using System;

namespace Leeway.Generator.Reading;

/// <summary>An answer.</summary>
/// <param name="Status">As the document writes it: <c>200</c>, <c>2XX</c>, <c>default</c>.</param>
internal sealed record ResponseFacts(string Status, EquatableArray<ContentFacts> Content)
{
    /// <summary>Whether it stands for every success that has no answer of its own.</summary>
    public bool IsSuccessRange => Status.Equals("2XX", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it stands for every status that has no answer of its own.</summary>
    public bool IsDefault => Status == "default";
}
