namespace Leeway.Generator.Reading;

/// <summary>A value of a discriminator and the component that it selects.</summary>
internal sealed record DiscriminatorMapping(string Value, string Component);
