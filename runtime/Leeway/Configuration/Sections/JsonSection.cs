using Leeway.Json;

namespace Leeway;

/// <summary><see cref="JsonModelOptions"/> in configuration.</summary>
internal sealed class JsonSection
{
    public JsonDrifts? Refused { get; set; }
}
