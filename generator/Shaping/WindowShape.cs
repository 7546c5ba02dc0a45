using Leeway.Generator.Reading;

namespace Leeway.Generator.Shaping;

/// <summary>How a server cuts a list of which it says nothing but the items.</summary>
/// <param name="Size">The parameter that says how many positions a page covers.</param>
/// <param name="Facts">What the document says.</param>
internal sealed record WindowShape(ParameterShape Size, WindowFacts Facts);
