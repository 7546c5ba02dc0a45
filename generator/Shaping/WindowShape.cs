using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>How a server divides a list into pages, if the response contains nothing but the items.</summary>
/// <param name="Size">The parameter with the number of positions of a page.</param>
/// <param name="Facts">The facts in the document.</param>
internal sealed record WindowShape(ParameterShape Size, WindowFacts Facts);
