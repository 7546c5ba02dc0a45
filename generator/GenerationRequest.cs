using Leeway.Generator.Configuration;
using Leeway.Generator.Reading;

namespace Leeway.Generator;

/// <summary>A document and what is asked of it.</summary>
internal sealed record GenerationRequest(ApiConfiguration Configuration, ApiDocument Document);
