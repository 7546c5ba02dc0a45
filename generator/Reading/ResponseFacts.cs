namespace Leeway.Generator.Reading;

/// <summary>An answer.</summary>
/// <param name="Status">As the document writes it: <c>200</c>, <c>2XX</c>, <c>default</c>.</param>
internal sealed record ResponseFacts(string Status, EquatableArray<ContentFacts> Content);
