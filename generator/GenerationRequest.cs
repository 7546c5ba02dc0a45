using Leeway.Generator.Configuration;
using Leeway.Generator.Reading;

namespace Leeway.Generator;

/// <summary>A document and the options to generate it with.</summary>
internal sealed record GenerationRequest(ApiConfiguration Configuration, ApiDocument Document);
