using System;

namespace Leeway.Generator.Reading;

/// <summary>A response.</summary>
/// <param name="Status">The status as in the document, such as <c>200</c>, <c>2XX</c> or <c>default</c>.</param>
internal sealed record ResponseFacts(string Status, EquatableArray<ContentFacts> Content)
{
    /// <summary>Whether it describes every success status without a separate response.</summary>
    public bool IsSuccessRange => Status.Equals("2XX", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it describes every status without a separate response.</summary>
    public bool IsDefault => Status == "default";
}
